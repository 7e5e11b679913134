import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../sandbox/free-port.ts';
import { startTemporalServer } from '../../sandbox/temporal-server.ts';
import { campaign } from './campaign.ts';
import { KINDS } from './kinds.ts';
import { activitiesOf, KILLS, placesFor } from './roles.ts';
import { activitiesOffered, seat } from './seat.ts';
import { SIDES } from './side.ts';
import { complaintsOf, count, tableOf } from './table.ts';
import { openProvingTown } from './town.ts';
import { rehearse } from './wave.ts';

/** `npm run prove`: kills everything at every step, prints what came of it, and writes it into docs/reliability.md. */
const PAGE = 'docs/reliability.md';
const TABLE = /(<!-- the last table -->\n)[\s\S]*(<!-- the end of it -->)/;
const JOURNEYS = [...KINDS, ...SIDES];

const startedAt = Date.now();
const minutes = () => ((Date.now() - startedAt) / 60_000).toFixed(1);
const say = (line: string) => console.error(`${minutes().padStart(5)} min  ${line}`);

/** A Temporal of our own, whose state outlives it. */
async function openServer() {
  const folder = mkdtempSync(join(tmpdir(), 'tempocat-prove-'));
  const port = await freePort();
  const start = () => startTemporalServer({ say, port, dbFile: join(folder, 'temporal.db') });
  let running = await start();
  return {
    address: running.address,
    namespace: 'default',
    kill: () => running.stop(),
    revive: async () => {
      running = await start();
    },
    close: async () => {
      await running.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Only some kills, such as `worker-before temporal-after`; then the page stays as it is. */
async function prove(wanted: readonly string[]): Promise<boolean> {
  const server = await openServer();
  const town = await openProvingTown(server);
  try {
    await seat(town, new Map(JOURNEYS.map((journey) => [journey, 0])));
    say('rehearsal: every journey once, undisturbed');
    const rehearsed = await rehearse(town, JOURNEYS);
    const exercised = new Set(rehearsed.flatMap(activitiesOf));
    const idle = activitiesOffered(town).filter((name) => !exercised.has(name));
    const kills = KILLS.filter(({ victim, moment }) => wanted.length === 0 || wanted.includes(`${victim}-${moment}`));
    const places = kills.flatMap((kill) => placesFor(rehearsed, kill));
    say(`${places.length} places to die at`);
    const outcomes = [...(await campaign(town, { places, say }))].sort(
      (a, b) => JOURNEYS.indexOf(a.journey) - JOURNEYS.indexOf(b.journey) || a.position - b.position,
    );

    const table = tableOf(outcomes);
    const complaints = [...idle.map((name) => `no journey exercises ${name}`), ...complaintsOf(outcomes)];
    const { lost, doubled } = count(outcomes);
    console.log(`${table}\n\n${complaints.map((complaint) => `- ${complaint}\n`).join('')}`);
    const isProven = complaints.length === 0 && lost === 0 && doubled === 0;
    say(isProven ? 'proven: nothing lost, nothing doubled' : `not proven: ${complaints.length} complaints`);
    if (isProven && wanted.length === 0) write(table);
    return isProven;
  } finally {
    await town.close();
    await server.close();
  }
}

function write(table: string): void {
  const day = new Date().toISOString().slice(0, 10);
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(
      TABLE,
      (_, before, after) => `${before}\nPrinted on ${day}, after ${minutes()} minutes.\n\n${table}\n\n${after}`,
    ),
  );
}

process.exitCode = (await prove(process.argv.slice(2))) ? 0 : 1;
