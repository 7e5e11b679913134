import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { drawFootprints, readFootprints } from './footprint.ts';
import { openTown, type Town } from './open-town.ts';
import { startTemporalServer, type TemporalServer } from './temporal-server.ts';
import { playTour } from './tour.ts';

/** The usual ports; where one is taken a free one is used. */
const PORTS = { gateway: 3000, slack: 3001, github: 3002, aws: 3003, argocd: 3004, temporal: 7233, temporalUi: 8233 };

/** A started process has then done what it does at its start. */
const COMES_TO_REST_MS = 15_000;

const say = (line: string): void => console.log(line);

const { values: flags } = parseArgs({
  options: {
    tour: { type: 'boolean', default: false },
    // The tour, and what each process took for it; Temporal then keeps its state in a file.
    footprint: { type: 'boolean', default: false },
    // A Temporal that runs already, as with compose, instead of a dev server; never taken from the environment.
    temporal: { type: 'string' },
    namespace: { type: 'string' },
    'temporal-ui': { type: 'string' },
  },
});

/** One command: Temporal with its UI, the example company, a worker and a gateway; it stops everything that it started. */
async function demo(isTour: boolean): Promise<number> {
  const opened: { close(): Promise<void> }[] = [];
  const interrupted = untilInterrupted();
  try {
    return await Promise.race([interrupted.then(() => 0), run(isTour, opened)]);
  } finally {
    say('Stopping …');
    for (const one of opened.toReversed()) await one.close();
  }
}

async function run(isTour: boolean, opened: { close(): Promise<void> }[]): Promise<number> {
  const temporal = givenTemporal() ?? (await startTemporal(opened));
  say('Starting the example company, the worker and the gateway …');
  const town = await openTown({ temporal, ports: PORTS });
  opened.push(town);
  say(addressesOf(town, temporal));
  if (flags.footprint) return weighTour(town);
  if (isTour) return playTour(town, say);
  await town.push('api'); // so that there is something to deploy
  say(
    'Open the Slack page, and as Daichi say in #team-api:  @tempocat deploy api production  – then press Approve as Maya.',
  );
  say('Ctrl-C stops everything.\n');
  return new Promise(() => {}); // until somebody interrupts
}

async function weighTour(town: Town): Promise<number> {
  await sleep(COMES_TO_REST_MS);
  const before = readFootprints();
  const code = await playTour(town, say);
  say(`${drawFootprints(before, readFootprints())}\n`);
  return code;
}

type Temporal = Pick<TemporalServer, 'address' | 'uiUrl'> & { readonly namespace?: string };

function givenTemporal(): Temporal | undefined {
  const { temporal: address, namespace, 'temporal-ui': uiUrl } = flags;
  return address === undefined
    ? undefined
    : { address, ...(namespace !== undefined && { namespace }), ...(uiUrl !== undefined && { uiUrl }) };
}

async function startTemporal(opened: { close(): Promise<void> }[]): Promise<Temporal> {
  say('Starting Temporal …');
  const folder = flags.footprint ? mkdtempSync(join(tmpdir(), 'tempocat-footprint-')) : undefined;
  if (folder !== undefined) opened.push({ close: async () => rmSync(folder, { recursive: true }) });
  const dbFile = folder === undefined ? {} : { dbFile: join(folder, 'temporal.db') };
  const temporal = await startTemporalServer({ say, port: PORTS.temporal, uiPort: PORTS.temporalUi, ...dbFile });
  opened.push({ close: temporal.stop });
  return temporal;
}

function addressesOf(town: Town, temporal: Temporal): string {
  return [
    '',
    `  Slack page       ${town.slack.url}`,
    `  Temporal UI      ${temporal.uiUrl ?? 'none'}`,
    `  Temporal         ${temporal.address}`,
    `  GitHub           ${town.github.url}/example/manifests`,
    `  Argo CD          ${town.argocd.url}/applications/api-staging`,
    `  gateway          ${town.gatewayUrl}`,
    '',
  ].join('\n');
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

process.exit(await demo(flags.tour));
