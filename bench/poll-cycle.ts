import { figuresOf } from '../sandbox/process-figures.ts';
import { scheduleId } from '../workflows/contract/ids.ts';
import type { Bench, Cell, Context } from './bench.ts';
import { catalogOf, MAILER, numbered } from './catalog.ts';
import { inTurn, until } from './lanes.ts';
import { round, secondsSince } from './spread.ts';
import { type BenchTown, openBenchTown } from './town.ts';

const SIZES = { small: [10], whole: [10, 100, 500] } as const;
const CYCLES = { small: 1, whole: 3 } as const;
const A_FEW = 0.05;
const TICKS_A_SECOND = 17; // of 1,000 repositories at `every: 1m`, or 500 at `every: 30s`
const CALL_MS = 30; // what a call to ECR takes from within its region

export const pollCycle: Bench = {
  name: 'poll-cycle',
  question:
    'What does one look at every service cost? Each service has a repository of its own, and 17 of them tick in a second',
  run: async (context) => {
    const rows: Cell[][] = [];
    const figures = { seconds: 0, first: 0, calls: 0, actions: 0 };
    for (const size of SIZES[context.scale]) {
      const cycles = await measure(size, context);
      for (const { what, seconds, deployed, polls, calls, actions, cpu } of cycles) {
        rows.push([size, what, seconds, deployed, polls, calls, actions, round(actions / polls), cpu]);
        const which = what === ALL ? 'first' : 'seconds';
        figures[which] = Math.max(figures[which], seconds);
        if (what === NOTHING) figures.actions = round(actions / polls);
        figures.calls = Math.max(figures.calls, what === NOTHING ? round(calls / polls) : 0);
      }
    }
    return {
      columns: [
        ...['services', 'new', 's', 's until deployed', 'polls', 'ECR calls'],
        ...['actions', 'actions each', "worker's CPU s"],
      ],
      rows,
      plot: { along: ['services', 'new'], up: ['s', "worker's CPU s"], unit: 's' },
      figures: [
        { what: 'The longest poll cycle', measured: figures.seconds, unit: 's', atMost: 60 },
        { what: 'The same when every service deploys, once', measured: figures.first, unit: 's' },
        { what: 'ECR calls for each poll', measured: figures.calls, unit: 'calls', atMost: 1 },
        { what: 'Temporal actions for each poll that finds nothing new', measured: figures.actions, unit: 'actions' },
      ],
    };
  },
};

const ALL = 'all';
const NOTHING = 'nothing';

interface Cycle {
  readonly what: string;
  readonly seconds: number;
  readonly deployed: number;
  readonly polls: number;
  readonly calls: number;
  readonly actions: number;
  readonly cpu: number;
}

async function measure(size: number, { scale, temporal, say }: Context): Promise<readonly Cycle[]> {
  const names = Array.from({ length: size }, (_, index) => `s${index}`);
  const more = { autoDeploy: { every: '300d' } }; // nothing polls but us
  const services = names.map((name) => numbered({ name, deploy: MAILER, more }));
  const town = await openBenchTown(temporal, { catalog: catalogOf(services) });
  try {
    const push = (name: string, version: number) =>
      town.aws.ecr.push(`example/${name}`, { tags: [`v${version}`, 'latest'] });
    for (const name of names) {
      town.aws.ecr.createRepository(`example/${name}`);
      push(name, 1);
    }
    const delay = { kind: 'delay', ms: CALL_MS } as const;
    town.aws.gate.plan({ operation: /ecr\./, times: Number.POSITIVE_INFINITY, mishap: delay });
    const pid = (await town.start('worker')).child.pid ?? 0;
    const cycles: Cycle[] = [];
    let actionsBefore = await town.actions();
    const look = async (what: string) => {
      say(`${size} services, new: ${what} …`);
      const cycle = await measureCycle(town, { names, pid, what });
      const actionsAfter = await town.actions();
      const actions = actionsAfter - actionsBefore - cycle.triggers; // in production the Schedules tick by themselves
      actionsBefore = actionsAfter;
      return { ...cycle, actions };
    };
    cycles.push(await look(ALL));
    await look('what was deployed'); // each target says once more that it is deployed; after that nothing is new
    for (let cycle = 0; cycle < CYCLES[scale]; cycle += 1) cycles.push(await look(NOTHING));
    for (const name of names.slice(0, Math.ceil(size * A_FEW))) push(name, 2);
    cycles.push(await look('5 %'));
    return cycles;
  } finally {
    await town.close();
  }
}

interface Look {
  readonly names: readonly string[];
  readonly pid: number;
  readonly what: string;
}

const STALLED_LOOKS = 100; // of `until`
const POLLED = "WorkflowType='autoDeploy' AND ExecutionStatus='Completed'";

async function measureCycle(town: BenchTown, { names, pid, what }: Look) {
  const looked = () => town.aws.gate.count(/DescribeImages/);
  const before = { ticks: await town.count(POLLED), calls: looked(), cpu: figuresOf(pid).cpuSeconds };
  const [startedAt, since] = [performance.now(), new Date().toISOString()];
  let [triggers, polls, looks] = [0, 0, 0];
  const trigger = async (some: readonly string[]) => {
    looks = 0;
    triggers += some.length;
    const handle = (name: string) => town.client.schedule.getHandle(scheduleId(`example/${name}`));
    await inTurn(some, TICKS_A_SECOND, (name) => handle(name).trigger('SKIP'));
  };
  await trigger(names);
  await until(async () => {
    const ticks = (await town.count(POLLED)) - before.ticks;
    looks = ticks === polls ? looks + 1 : 0;
    polls = ticks;
    const stalled = looks > STALLED_LOOKS; // a busy dev server drops some
    if (ticks < names.length && !stalled) return false;
    const done = await polledSince(town, since);
    const left = names.filter((name) => !done.has(scheduleId(`example/${name}`)));
    if (stalled) await trigger(left);
    return left.length === 0;
  }, 'every service was looked at');
  const seconds = secondsSince(startedAt);
  const calls = looked() - before.calls; // a deploy that is started asks once more
  await town.settled();
  const [deployed, cpu] = [secondsSince(startedAt), round(figuresOf(pid).cpuSeconds - before.cpu)];
  return { what, seconds, deployed, polls, calls, cpu, triggers };
}

/** The ids of the Schedules that have polled. */
async function polledSince({ client }: BenchTown, since: string): Promise<ReadonlySet<unknown>> {
  const done = new Set<unknown>();
  const polls = client.workflow.list({ query: `${POLLED} AND StartTime >= '${since}'` });
  for await (const { searchAttributes } of polls) done.add(searchAttributes['TemporalScheduledById']?.[0]);
  return done;
}
