import { parseArgs } from 'node:util';
import { openTown, type Town } from './open-town.ts';
import { startTemporalServer, type TemporalServer } from './temporal-server.ts';
import { playTour } from './tour.ts';

/** The usual ports; where one is taken a free one is used. */
const PORTS = { gateway: 3000, slack: 3001, github: 3002, aws: 3003, argocd: 3004, temporal: 7233, temporalUi: 8233 };

const say = (line: string): void => console.log(line);

const { values: flags } = parseArgs({
  options: {
    tour: { type: 'boolean', default: false },
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
  if (isTour) return playTour(town, say);
  await town.push('api'); // so that there is something to deploy
  say(
    'Open the Slack page, and as Daichi say in #team-api:  @tempocat deploy api production  – then press Approve as Maya.',
  );
  say('Ctrl-C stops everything.\n');
  return new Promise(() => {}); // until somebody interrupts
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
  const temporal = await startTemporalServer({ say, port: PORTS.temporal, uiPort: PORTS.temporalUi });
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
