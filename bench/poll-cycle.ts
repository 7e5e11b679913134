import { figuresOf } from '../sandbox/process-figures.ts';
import { scheduleId } from '../workflows/contract/ids.ts';
import type { Bench, Cell, Context } from './bench.ts';
import { catalogOf, MAILER, numbered } from './catalog.ts';
import { inLanes, until } from './lanes.ts';
import { round, secondsSince } from './spread.ts';
import { type BenchTown, openBenchTown } from './town.ts';

const SIZES = { small: [10], whole: [10, 100, 500] } as const;
const CYCLES = { small: 1, whole: 3 } as const;
const A_FEW = 0.05;
const TRIGGERS_AT_ONCE = 50;
const CALL_MS = 30; // what a call to ECR takes from within its region

export const pollCycle: Bench = {
  name: 'poll-cycle',
  question:
    'What does one look at every service cost? All Schedules at once, each service with a repository of its own',
  run: async (context) => {
    const rows: Cell[][] = [];
    const figures = { seconds: 0, calls: 0, actions: 0 };
    for (const size of SIZES[context.scale]) {
      const cycles = await measure(size, context);
      for (const { what, seconds, deployed, polls, calls, actions, cpu } of cycles) {
        rows.push([size, what, seconds, deployed, polls, calls, actions, round(actions / polls), cpu]);
        figures.seconds = Math.max(figures.seconds, seconds);
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
        { what: 'ECR calls for each poll', measured: figures.calls, unit: 'calls', atMost: 1 },
        { what: 'Temporal actions for each poll that finds nothing new', measured: figures.actions, unit: 'actions' },
      ],
    };
  },
};

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
  const more = { autoDeploy: { every: '1d' } }; // nothing polls but us
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
    cycles.push(await look('all'));
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

async function measureCycle(town: BenchTown, { names, pid, what }: Look) {
  const ticks = () => town.count("WorkflowType='autoDeploy' AND ExecutionStatus='Completed'");
  const looked = () => town.aws.gate.count(/DescribeImages/);
  const before = { ticks: await ticks(), calls: looked(), cpu: figuresOf(pid).cpuSeconds };
  let [triggers, last, looks] = [0, 0, 0];
  const trigger = async () => {
    looks = 0;
    triggers += names.length;
    await inLanes(names, TRIGGERS_AT_ONCE, (name) =>
      town.client.schedule.getHandle(scheduleId(`example/${name}`)).trigger('SKIP'),
    );
  };
  const startedAt = performance.now();
  await trigger();
  await until(async () => {
    const polls = (await ticks()) - before.ticks;
    looks = polls === last ? looks + 1 : 0;
    last = polls;
    if (looks > STALLED_LOOKS) await trigger(); // a busy dev server drops some
    return polls >= names.length;
  }, 'every service was looked at');
  const seconds = secondsSince(startedAt);
  const [polls, calls] = [last, looked() - before.calls]; // a deploy that is started asks once more
  await town.settled();
  const [deployed, cpu] = [secondsSince(startedAt), round(figuresOf(pid).cpuSeconds - before.cpu)];
  return { what, seconds, deployed, polls, calls, cpu, triggers };
}
