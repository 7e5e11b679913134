import { createHash } from 'node:crypto';
import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  type ScheduleUpdateOptions,
} from '@temporalio/client';
import { followedTag } from '../domain/branch-name.ts';
import type { Target } from '../domain/target.ts';
import { scheduleId } from '../workflows/contract/ids.ts';
import type { AutoDeployRequest } from '../workflows/contract/messages.ts';

const PREFIX = scheduleId('');
const JITTER_AT_MOST_MS = 10_000;

interface DesiredSchedule {
  readonly id: string;
  readonly everyMs: number;
  /** When it ticks within that time: each repository has a moment of its own, always the same. */
  readonly offsetMs: number;
  readonly request: AutoDeployRequest;
}

type Options = Omit<ScheduleOptions, 'scheduleId'> & Omit<ScheduleUpdateOptions, 'state'>;

/** One Schedule for each ECR repository that some target follows; the shortest `every` of them wins. */
export function desiredSchedules(targets: readonly Target[]): DesiredSchedule[] {
  const following = targets.filter(({ autoDeploy }) => autoDeploy);
  const repositories = group(following, ({ image }) => image.repository.uri);
  return repositories.map((sameRepository) => {
    const [first] = sameRepository;
    const { repository } = first.image;
    const everyMs = Math.min(
      ...sameRepository.map(({ autoDeploy }) => autoDeploy?.everyMs ?? Number.POSITIVE_INFINITY),
    );
    const id = scheduleId(repository.name);
    const request = { repository, watches: watchesOf(sameRepository) };
    return { id, everyMs, offsetMs: momentOf(id) % everyMs, request };
  });
}

/**
 * Without it all of one interval tick at once. Temporal's own worker for Schedules then falls behind: what it has not begun after 5 s
 * can wait for another minute, and a namespace starts at most 30 workflows a second from Schedules.
 */
const momentOf = (id: string): number => createHash('sha256').update(id).digest().readUInt32BE();

/** Targets that follow the same tag with the same pattern share one look. */
function watchesOf(targets: readonly Target[]): AutoDeployRequest['watches'] {
  return group(targets, (target) => JSON.stringify([followOf(target) ?? null, target.image.match])).map((same) => {
    const [first] = same;
    const follow = followOf(first);
    return { ...(follow !== undefined && { follow }), match: first.image.match, targets: same };
  });
}

type NotEmpty = readonly [Target, ...Target[]];

function group(targets: readonly Target[], keyOf: (target: Target) => string): NotEmpty[] {
  const groups = new Map<string, NotEmpty>();
  for (const target of targets) {
    const key = keyOf(target);
    const [first, ...others] = groups.get(key) ?? [target];
    groups.set(key, groups.has(key) ? [first, ...others, target] : [target]);
  }
  return [...groups.values()];
}

function followOf({ image, autoDeploy }: Target): string | undefined {
  return image.follow === undefined ? undefined : followedTag(image.follow, autoDeploy?.branch ?? '');
}

export interface Reconciled {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
}

/** Makes the Schedules what the catalogue says. A pause made by hand survives; what is not ours is left alone. */
export async function reconcileSchedules(
  client: Client,
  { taskQueue, targets }: { readonly taskQueue: string; readonly targets: readonly Target[] },
): Promise<Reconciled> {
  const created: string[] = [];
  const updated: string[] = [];
  const desired = desiredSchedules(targets);
  for (const schedule of desired) {
    const isNew = await createOrUpdate(client, schedule.id, optionsOf(schedule, taskQueue));
    (isNew ? created : updated).push(schedule.id);
  }
  const wanted = new Set(desired.map(({ id }) => id));
  return { created, updated, deleted: await deleteOthers(client, wanted, taskQueue) };
}

/** True when it is new. */
export async function createOrUpdate(client: Client, id: string, options: Options): Promise<boolean> {
  try {
    await client.schedule.create({ ...options, scheduleId: id });
    return true;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(id).update(({ state }) => ({ ...options, state }));
    return false;
  }
}

function optionsOf({ id, everyMs, offsetMs, request }: DesiredSchedule, taskQueue: string) {
  return {
    spec: { intervals: [{ every: everyMs, offset: offsetMs }], jitter: Math.min(JITTER_AT_MOST_MS, everyMs / 5) },
    policies: { overlap: 'SKIP', catchupWindow: '1 minute', pauseOnFailure: false },
    action: {
      type: 'startWorkflow',
      workflowType: 'autoDeploy',
      workflowId: id,
      taskQueue,
      args: [request],
      staticSummary: `looks for a new image in ${request.repository.name}`,
    },
  } satisfies Options;
}

/** Deletes what has our prefix and our task queue and is no longer in the catalogue. */
async function deleteOthers(client: Client, wanted: ReadonlySet<string>, taskQueue: string): Promise<string[]> {
  const deleted: string[] = [];
  for await (const { scheduleId: id } of client.schedule.list()) {
    if (!id.startsWith(PREFIX) || wanted.has(id)) continue;
    const handle = client.schedule.getHandle(id);
    try {
      const { action } = await handle.describe();
      if (action.taskQueue !== taskQueue) continue;
      await handle.delete();
      deleted.push(id);
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error; // gone meanwhile
    }
  }
  return deleted;
}
