import type { Target } from '../domain/target.ts';
import { readConfig } from '../worker/config.ts';
import type { World } from '../worker/create-workers.ts';
import { createWorld } from '../worker/world.ts';
import type { Bench, Cell, Context } from './bench.ts';
import { ONE_OF_EACH_KIND } from './catalog.ts';
import { deployPlainly } from './plain-script.ts';
import { setEnvironment } from './set-environment.ts';
import { MIN_MAX, percentile, rangeOf, round, spreadOf, timeOf } from './spread.ts';
import { type BenchTown, openBenchTown } from './town.ts';

const KINDS = { commit: 'api', 'pull request': 'web', hako: 'shop', lambda: 'mailer' } as const;
const DELAYS = { small: [0], whole: [0, 30, 200] } as const;
const RUNS = { small: 1, whole: 5 } as const;
/** The contract: the whole deploy takes at most so much longer. */
const PRICE_MS = 1_500;

/** Roll-outs take no time of their own: what is measured is what we add. */
const VENDORS = { argocd: { syncMs: 0, lagMs: 0, progressMs: 0 }, aws: { rolloutMs: 0 } };

export const durability: Bench = {
  name: 'durability',
  question:
    'What does it cost that a deploy outlives a crash? The whole deploy against a plain script with the same calls',
  run: async (context) => {
    const town = await openBenchTown(context.temporal, { catalog: ONE_OF_EACH_KIND, vendors: VENDORS });
    const restore = setEnvironment(town.env);
    try {
      await town.start('worker');
      return await measureAll(town, context);
    } finally {
      restore();
      await town.close();
    }
  },
};

async function measureAll(town: BenchTown, { scale, say }: Context) {
  const world = worldOf(town);
  const rows: Cell[][] = [];
  const targets = Object.entries(KINDS).map(([kind, service]) => ({ kind, target: targetOf(town, service) }));
  for (const { target } of targets) await measureRun(town, { target, world }); // warms up
  let before = await town.actions();
  for (const { kind, target } of targets) {
    for (const delayMs of DELAYS[scale]) {
      say(`${kind}, vendors that take ${delayMs} ms …`);
      slowDown(town, delayMs);
      const runs: Run[] = [];
      for (let run = 0; run < RUNS[scale]; run += 1) runs.push(await measureRun(town, { target, world }));
      const after = await town.actions();
      rows.push([kind, delayMs, ...summarise(runs), round((after - before) / runs.length)]);
      before = after;
    }
    slowDown(town, 0);
  }
  const worst = Math.max(...rows.map((row) => Number(row[MORE])));
  return {
    columns: COLUMNS,
    rows,
    plot: { along: ['deploy', 'vendor ms'], up: ['script ms', 'tempocat ms'], unit: 'ms' },
    figures: [{ what: 'Durability costs, at its worst', measured: worst, unit: 'ms', atMost: PRICE_MS }],
  };
}

const COLUMNS = [
  ...['deploy', 'vendor ms', 'script ms', 'tempocat ms', MIN_MAX, 'ms more'],
  ...['calls', "script's calls", 'calls to Slack', 'actions'],
];
const MORE = COLUMNS.indexOf('ms more');

function summarise(runs: readonly Run[]): Cell[] {
  const middle = (of: (run: Run) => number) => round(percentile(runs.map(of), 50));
  const [durable, plain] = [middle((run) => run.durable), middle((run) => run.plain)];
  const range = rangeOf(spreadOf(runs.map((run) => run.durable)));
  const calls = [middle((run) => run.durableCalls), middle((run) => run.plainCalls), middle((run) => run.toSlack)];
  return [plain, durable, range, round(durable - plain), ...calls];
}

function targetOf({ catalog }: BenchTown, service: string): Target {
  const target = catalog.targets.find((one) => one.service === service);
  if (!target) throw new Error(`The catalogue has no ${service}`);
  return target;
}

function worldOf({ env, catalog }: BenchTown): World {
  const reading = readConfig({ ...env });
  if (reading.kind === 'problems') throw new Error(reading.problems.join('\n'));
  return createWorld(reading.config, { namespace: 'bench', present: () => catalog, record: () => {} });
}

function slowDown({ aws, github, argocd, slack }: BenchTown, ms: number): void {
  for (const { gate } of [aws, github, argocd, slack]) {
    gate.release();
    if (ms > 0) gate.plan({ operation: /./, times: Number.POSITIVE_INFINITY, mishap: { kind: 'delay', ms } });
  }
}

interface Run {
  readonly plain: number;
  readonly durable: number;
  readonly plainCalls: number;
  readonly durableCalls: number;
  /** Of the durable one. */
  readonly toSlack: number;
}

let runs = 0;

/** One deploy of each sort, each of a new image. */
async function measureRun(town: BenchTown, { target, world }: { target: Target; world: World }): Promise<Run> {
  const { service } = target;
  await town.push(service);
  const begin = callsOf(town);
  const plain = await timeOf(() => deployPlainly(world, target));
  const [middle, said] = [callsOf(town), town.slack.gate.calls.length];
  await town.push(service);
  runs += 1;
  const durable = await timeOf(async () => {
    const id = await town.deploy(service, `run-${runs}`);
    const { phase } = await town.client.workflow.getHandle(id).result();
    if (phase !== 'deployed') throw new Error(`${id} ended as ${phase}`);
  });
  const toSlack = town.slack.gate.calls.length - said;
  return { plain, durable, plainCalls: middle - begin, durableCalls: callsOf(town) - middle, toSlack };
}

/** Of the vendors that deploy; Slack is told more on the way than a script would tell it. */
const callsOf = ({ aws, github, argocd }: BenchTown): number =>
  [aws, github, argocd].reduce((sum, { gate }) => sum + gate.calls.length, 0);
