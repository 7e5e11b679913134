import { isDeepStrictEqual } from 'node:util';
import { type ScheduleDescription, ScheduleNotFoundError } from '@temporalio/client';
import { formatDuration } from '../../domain/duration.ts';
import { DRIFT_EVERY_MS, desiredDriftCheck } from '../../worker/drift-schedule.ts';
import { desiredSchedules } from '../../worker/schedules.ts';
import { DRIFT_SCHEDULE, scheduleId, TASK_QUEUE } from '../../workflows/contract/ids.ts';
import type { Desk } from '../desk.ts';
import { renderGrid } from '../grid.ts';
import type { Report } from '../report.ts';

interface Desired {
  readonly id: string;
  readonly everyMs: number;
  readonly request: unknown;
}

interface Row {
  readonly id: string;
  readonly everyMs?: number;
  readonly state: 'runs' | 'paused' | 'absent';
  readonly next?: string;
  readonly change: 'none' | 'create' | 'update' | 'delete';
  /** What a worker with this catalogue would change, in words. */
  readonly why: string;
}

/** What is there, what the catalogue wants, and what a worker's next start would therefore do. Changes nothing. */
export async function schedules({ client, catalog: { targets }, paint, width }: Desk): Promise<Report> {
  const drift = desiredDriftCheck(targets);
  const desired: Desired[] = [
    ...desiredSchedules(targets),
    ...(drift ? [{ id: DRIFT_SCHEDULE, everyMs: DRIFT_EVERY_MS, request: drift }] : []),
  ];
  const rows = await Promise.all(desired.map(async (wish) => compare(wish, await describe(client, wish.id))));
  const extra = await unwanted(client, new Set(desired.map(({ id }) => id)));
  const all = [...rows, ...extra];
  if (all.length === 0)
    return { exit: 'done', text: 'There are no Schedules, and the catalogue wants none.', data: [] };
  const colour = { none: 'green', create: 'yellow', update: 'yellow', delete: 'red' } as const;
  const drawn = all.map(({ id, everyMs, state, next, change, why }) => [
    { text: id },
    { text: everyMs === undefined ? '' : formatDuration(everyMs) },
    { text: state },
    { text: next?.slice(0, 19).replace('T', ' ') ?? '' },
    { text: change === 'none' ? 'as the catalogue says' : `${change}: ${why}`, colour: colour[change] },
  ]);
  const head = ['Schedule', 'every', 'state', 'next (UTC)', 'what a worker would do at its start'];
  return { exit: 'done', text: renderGrid({ head, rows: drawn, width, paint }), data: all };
}

async function describe(client: Desk['client'], id: string): Promise<ScheduleDescription | undefined> {
  try {
    return await client.schedule.getHandle(id).describe();
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}

function compare({ id, everyMs, request }: Desired, found: ScheduleDescription | undefined): Row {
  if (!found) return { id, everyMs, state: 'absent', change: 'create', why: `every ${formatDuration(everyMs)}` };
  const presentMs = intervalOf(found);
  const [present] = found.action.args ?? [];
  const differences = [
    ...(presentMs === everyMs ? [] : [`every ${formatDuration(everyMs)}`]),
    ...(isDeepStrictEqual(plainData(present), plainData(request)) ? [] : ['what it looks at']),
    ...(found.action.taskQueue === TASK_QUEUE ? [] : [`task queue ${TASK_QUEUE}`]),
  ];
  const change = differences.length === 0 ? 'none' : 'update';
  return { ...stateOf(found), id, everyMs: presentMs ?? everyMs, change, why: differences.join(', ') };
}

/** As it travels: what is absent is left out. */
const plainData = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

const intervalOf = ({ spec }: ScheduleDescription): number | undefined => spec.intervals?.[0]?.every;

const stateOf = ({ state: { paused }, info }: ScheduleDescription): Pick<Row, 'state' | 'next'> => {
  const [next] = info.nextActionTimes;
  return { state: paused ? 'paused' : 'runs', ...(next && !paused && { next: next.toISOString() }) };
};

/** Has our prefix and our task queue, and is no longer in the catalogue. */
async function unwanted(client: Desk['client'], wanted: ReadonlySet<string>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { scheduleId: id } of client.schedule.list()) {
    const isOurs = id.startsWith(scheduleId('')) || id === DRIFT_SCHEDULE;
    const found = isOurs && !wanted.has(id) ? await describe(client, id) : undefined;
    if (found?.action.taskQueue !== TASK_QUEUE) continue;
    const everyMs = intervalOf(found);
    const why = 'nothing in the catalogue follows it';
    rows.push({ ...stateOf(found), id, ...(everyMs !== undefined && { everyMs }), change: 'delete', why });
  }
  return rows;
}
