import { cpuSeconds } from '../sandbox/process-figures.ts';
import { scheduleId } from '../workflows/contract/ids.ts';
import type { Bench, Cell, Context } from './bench.ts';
import { catalogOf, MAILER, numbered } from './catalog.ts';
import { inLanes, until } from './lanes.ts';
import { round } from './spread.ts';
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
      for (const { what, seconds, deployed, calls, actions, cpu } of cycles) {
        rows.push([size, what, seconds, deployed, calls, actions, round(actions / size), cpu]);
        figures.seconds = Math.max(figures.seconds, seconds);
        if (what === NOTHING) figures.actions = round(actions / size);
        figures.calls = Math.max(figures.calls, what === NOTHING ? calls / size : 0);
      }
    }
    return {
      columns: ['services', 'new', 's', 's until deployed', 'ECR calls', 'actions', 'per service', "worker's CPU s"],
      rows,
      plot: { along: ['services', 'new'], up: ['s', "worker's CPU s"], unit: 's' },
      figures: [
        { what: 'The longest poll cycle', measured: figures.seconds, unit: 's', atMost: 60 },
        { what: 'ECR calls for each repository', measured: figures.calls, unit: 'calls', atMost: 1 },
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
    const look = async (what: string) => {
      say(`${size} services, new: ${what} …`);
      return measureCycle(town, { names, pid, what });
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

async function measureCycle(town: BenchTown, { names, pid, what }: Look): Promise<Cycle> {
  const ticks = () => town.count("WorkflowType='autoDeploy' AND ExecutionStatus='Completed'");
  const polls = () => town.aws.gate.count(/DescribeImages/);
  const [ticksBefore, callsBefore, cpuBefore] = [await ticks(), polls(), cpuSeconds(pid)];
  const actionsBefore = await town.actions();
  const startedAt = performance.now();
  await inLanes(names, TRIGGERS_AT_ONCE, (name) =>
    town.client.schedule.getHandle(scheduleId(`example/${name}`)).trigger('SKIP'),
  );
  await until(async () => (await ticks()) - ticksBefore >= names.length, 'every service was looked at');
  const seconds = round((performance.now() - startedAt) / 1_000);
  const calls = polls() - callsBefore; // a deploy that was started asks once more
  await town.settled();
  const deployed = round((performance.now() - startedAt) / 1_000);
  const cpu = round(cpuSeconds(pid) - cpuBefore);
  const actions = (await town.actions()) - actionsBefore - names.length; // our triggers; in production the Schedules tick by themselves
  return { what, seconds, deployed, calls, actions, cpu };
}
