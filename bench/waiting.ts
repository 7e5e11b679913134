import { figuresOf } from '../sandbox/process-figures.ts';
import type { Bench, Cell, Context } from './bench.ts';
import { catalogOf, MAILER, numbered } from './catalog.ts';
import { approve, findBallots } from './click.ts';
import { inLanes, until } from './lanes.ts';
import { percentile, round, secondsSince } from './spread.ts';
import { type BenchTown, openBenchTown } from './town.ts';

const SIZES = { small: [5], whole: [100, 2_000] } as const;
const CLICKS = { small: 3, whole: 100 } as const;
const SERVICES = 40;
const STARTS_AT_ONCE = 20;
const CLICKS_AT_ONCE = 2;

const NAMES = Array.from({ length: SERVICES }, (_, index) => `s${index}`);
const MORE = { approval: { by: ['releasers'], within: '30d' } };
const CATALOG = catalogOf(NAMES.map((name) => numbered({ name, deploy: MAILER, images: 'mailer', more: MORE })));
/** The worker's memory as the image, docker-compose.yml and kubernetes/base have it. */
export const SHIPPED = { NODE_OPTIONS: '--max-old-space-size=400', MALLOC_ARENA_MAX: '2' };
const WAITS = "WorkflowType='deploy' AND DeployPhase='awaiting-approval' AND ExecutionStatus='Running'";

export const waiting: Bench = {
  name: 'waiting',
  question: 'What do deploys cost that wait for approval, and how soon does a click count while they do?',
  run: async (context) => {
    const rows: Row[] = [];
    for (const size of SIZES[context.scale]) rows.push(await measure(size, context));
    const most = (of: (one: Row) => number) => Math.max(...rows.map(of));
    return {
      columns: [
        ...['waiting', 's to get there', "worker's CPU s", 'worker MB', 'gateway MB'],
        ...['KB of history each', 'events each', 'clicks', 'p50 ms', 'p95 ms', 'slowest ms'],
      ],
      rows: rows.map((one): Cell[] => [
        ...[one.size, one.seconds, one.cpu, one.worker, one.gateway, one.kilobytes, one.events],
        ...[one.clicks, one.p50, one.p95, one.slowest],
      ]),
      plot: { along: ['waiting'], up: ['worker MB', 'gateway MB', 'p50 ms', 'p95 ms'], unit: 'MB or ms' },
      figures: [
        {
          what: 'Approve click to decision recorded, p95',
          measured: most(({ p95 }) => p95),
          unit: 'ms',
          atMost: 1_000,
        },
        { what: 'Memory of the worker', measured: most(({ worker }) => worker), unit: 'MB', atMost: 500 },
        { what: 'Memory of the gateway', measured: most(({ gateway }) => gateway), unit: 'MB', atMost: 200 },
      ],
    };
  },
};

type Row = Awaited<ReturnType<typeof measure>>;

async function measure(size: number, { scale, temporal, say }: Context) {
  const town = await openBenchTown(temporal, { catalog: CATALOG });
  try {
    const [worker, gateway] = await Promise.all([town.start('worker', SHIPPED), town.start('slack-gateway')]);
    const [workerPid, gatewayPid] = [worker.child.pid ?? 0, gateway.child.pid ?? 0];
    const { cpuSeconds } = figuresOf(workerPid);
    const startedAt = performance.now();
    await letWait(town, size, say);
    const seconds = secondsSince(startedAt);
    const waited = round(figuresOf(workerPid).cpuSeconds - cpuSeconds);
    const history = await historyOf(town);

    say(`${size} waiting: clicks …`);
    const ballots = (await findBallots(town, size)).slice(0, CLICKS[scale] + CLICKS_AT_ONCE);
    const warmUp = ballots.splice(0, CLICKS_AT_ONCE);
    for (const ballot of warmUp) await approve(town, ballot);
    const taken: number[] = [];
    await inLanes(ballots, CLICKS_AT_ONCE, async (ballot) => taken.push(await approve(town, ballot)));
    return {
      ...{ size, seconds, cpu: waited, clicks: taken.length },
      ...{ worker: figuresOf(workerPid).residentMb, gateway: figuresOf(gatewayPid).residentMb },
      ...{ p50: round(percentile(taken, 50)), p95: round(percentile(taken, 95)), slowest: round(Math.max(...taken)) },
      ...history,
    };
  } finally {
    await town.close();
  }
}

async function letWait(town: BenchTown, size: number, say: Context['say']): Promise<void> {
  const keys = Array.from({ length: size }, (_, index) => index);
  await inLanes(keys, STARTS_AT_ONCE, (key) => town.deploy(NAMES[key % SERVICES] ?? '', `k${key}`));
  say(`${size} are started …`);
  let told = 0;
  await until(async () => {
    const there = await town.count(WAITS);
    if (there >= told + 500) {
      told = there;
      say(`${there} wait …`);
    }
    return there === size;
  }, `${size} deploys wait`);
}

const LOOKED_AT = 20;

/** Of a deploy that waits, as Temporal says it. */
async function historyOf({ client }: BenchTown): Promise<{ readonly kilobytes: number; readonly events: number }> {
  const sizes: number[] = [];
  const lengths: number[] = [];
  for await (const { workflowId } of client.workflow.list({ query: WAITS, pageSize: LOOKED_AT })) {
    const { historySize = 0, historyLength } = await client.workflow.getHandle(workflowId).describe();
    sizes.push(historySize);
    lengths.push(historyLength);
    if (sizes.length === LOOKED_AT) break;
  }
  return { kilobytes: round(percentile(sizes, 50) / 1_024), events: percentile(lengths, 50) };
}
