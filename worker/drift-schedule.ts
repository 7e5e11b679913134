import { type Client, ScheduleNotFoundError } from '@temporalio/client';
import type { Target } from '../domain/target.ts';
import { DRIFT_SCHEDULE } from '../workflows/contract/ids.ts';
import type { DriftRequest } from '../workflows/contract/messages.ts';
import { createOrUpdate } from './schedules.ts';

export const DRIFT_EVERY_MS = 3_600_000;
const JITTER = '10 minutes';

/** Hourly, and never with the polls: were targets changed by hand? A pause made by hand survives. */
export async function reconcileDriftCheck(
  client: Client,
  { taskQueue, targets }: { readonly taskQueue: string; readonly targets: readonly Target[] },
): Promise<void> {
  const request = desiredDriftCheck(targets);
  if (!request) return remove(client);
  await createOrUpdate(client, DRIFT_SCHEDULE, {
    spec: { intervals: [{ every: DRIFT_EVERY_MS }], jitter: JITTER },
    policies: { overlap: 'SKIP', catchupWindow: '1 minute', pauseOnFailure: false },
    action: {
      type: 'startWorkflow',
      workflowType: 'drift',
      workflowId: DRIFT_SCHEDULE,
      taskQueue,
      args: [request],
      staticSummary: 'were targets changed by hand?',
    },
  });
}

/** What is looked at hourly; nothing where nothing can be. */
export function desiredDriftCheck(targets: readonly Target[]): DriftRequest | undefined {
  const watched = targets.filter(({ deploy }) => deploy.kind !== 'lambda'); // a function says nothing of itself
  if (watched.length === 0) return undefined;
  return { targets: watched.map(({ service, environment }) => ({ service, environment })) };
}

async function remove(client: Client): Promise<void> {
  await client.schedule
    .getHandle(DRIFT_SCHEDULE)
    .delete()
    .catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    });
}
