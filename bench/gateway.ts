import type { Bench, Cell, Context } from './bench.ts';
import { catalogOf, MAILER, numbered } from './catalog.ts';
import { until } from './lanes.ts';
import { type Line, openLine } from './line.ts';
import { percentile, round, timeOf } from './spread.ts';
import { type BenchTown, openBenchTown } from './town.ts';

const SIZES = { small: [20], whole: [50, 200, 1_000] } as const;
const SERVICES = 200;
const SLOW_WAY_MS = 500; // Temporal answers a second later
const WITH_WORKER_AT_MOST = 200; // more deploys than that would only be waited for
const FIRST = 50; // the contract's figure is for so many

const ASKER = 'U0DEV1';
const TARGETS = Array.from({ length: SERVICES }, (_, index) => `s${index}`);
const CATALOG = catalogOf(TARGETS.map((name) => numbered({ name, deploy: MAILER, images: 'mailer' })));

export const gateway: Bench = {
  name: 'gateway',
  question:
    'How soon does Slack hear from the gateway? Commands at once, each for a deploy; Slack waits for three seconds',
  run: async (context) => {
    const town = await openBenchTown(context.temporal, { catalog: CATALOG });
    const line = await openLine(Number(context.temporal.address.split(':')[1]));
    try {
      await town.start('slack-gateway', { TEMPORAL_ADDRESS: `127.0.0.1:${line.port}` });
      const volleys = await measureAll({ town, line }, context);
      const first = volleys.filter(({ size }) => size <= FIRST);
      const p99 = Math.max(...first.filter(({ mode }) => WELL.includes(mode)).map((volley) => volley.p99));
      const late = first.reduce((sum, volley) => sum + volley.late, 0);
      return {
        columns: COLUMNS,
        rows: volleys.map(rowOf),
        plot: { along: ['commands', 'with'], up: ['p50 ms', 'p99 ms'], unit: 'ms' },
        figures: [
          { what: `Acknowledged, ${FIRST} commands at once, p99`, measured: p99, unit: 'ms', atMost: 1_000 },
          {
            what: `Given up by Slack, ${FIRST} at once, Temporal slow or away`,
            measured: late,
            unit: 'commands',
            atMost: 0,
          },
        ],
      };
    } finally {
      await line.cut();
      await town.close();
    }
  },
};

const COLUMNS = [
  ...['commands', 'with', 'p50 ms', 'p99 ms', 'slowest ms', 'too late for Slack'],
  ...['deploys started', 'told that it failed'],
];
const WELL: readonly string[] = ['a worker at work', 'no worker'];

const rowOf = ({ size, mode, p50, p99, slowest, late, started, told }: Volley): Cell[] => [
  ...[size, mode, p50, p99, slowest, late, started, told],
];

interface Place {
  readonly town: BenchTown;
  readonly line: Line;
}

interface Volley {
  readonly size: number;
  readonly mode: string;
  readonly p50: number;
  readonly p99: number;
  readonly slowest: number;
  readonly late: number;
  readonly started: number;
  /** People who heard that it was not recorded. */
  readonly told: number;
}

async function measureAll({ town, line }: Place, { scale, say }: Context): Promise<readonly Volley[]> {
  const volleys: Volley[] = [];
  const shootAll = async (mode: string, sizes: readonly number[]) => {
    for (const size of sizes) {
      say(`${size} commands, ${mode} …`);
      volleys.push({ size, mode, ...(await shoot(town, size)) });
    }
  };
  const sizes = SIZES[scale];
  const worker = await town.start('worker');
  await shoot(town, 10); // warms up
  await town.settled();
  for (const size of sizes.filter((one) => one <= WITH_WORKER_AT_MOST)) {
    await shootAll('a worker at work', [size]);
    await town.settled();
  }
  await worker.stop();
  await shootAll('no worker', sizes);
  line.delay(SLOW_WAY_MS);
  await shootAll('a slow Temporal', sizes);
  await line.cut();
  await shootAll('no Temporal', sizes);
  return volleys;
}

/** So many people type at the same moment. */
async function shoot(town: BenchTown, size: number): Promise<Omit<Volley, 'size' | 'mode'>> {
  const before = { started: await startedIn(town), told: told(town) };
  const taken: number[] = [];
  let late = 0;
  const type = async (index: number) => {
    const text = `${TARGETS[index % SERVICES]} staging`;
    const ms = await timeOf(async () => {
      const { outcome } = await town.slack.command({ user: ASKER, channel: 'C0DEPLOYS', text });
      if (outcome.kind !== 'answered' || outcome.status !== 200) late += 1;
    });
    taken.push(ms);
  };
  await Promise.all(Array.from({ length: size }, (_, index) => type(index)));
  const [p50, p99] = [round(percentile(taken, 50)), round(percentile(taken, 99))];
  const started = (await untilStill(town)) - before.started;
  return { p50, p99, slowest: round(Math.max(...taken)), late, started, told: told(town) - before.told };
}

const told = ({ slack }: BenchTown): number => slack.ephemerals(ASKER).filter(({ fromApp }) => fromApp).length;
const startedIn = ({ count }: BenchTown): Promise<number> => count("WorkflowType='deploy'");

const STILL_LOOKS = 15; // of `until`: so long nothing was started any more

/** Deploys that were started, once no more are. */
async function untilStill(town: BenchTown): Promise<number> {
  let [last, looks] = [-1, 0];
  await until(async () => {
    const now = await startedIn(town);
    looks = now === last ? looks + 1 : 0;
    last = now;
    return looks >= STILL_LOOKS;
  }, 'all deploys are started');
  return last;
}
