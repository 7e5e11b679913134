import type { Connection } from '@temporalio/client';
import { slackQueueOf, TASK_QUEUE } from '../workflows/contract/ids.ts';

const ACTIVITY_QUEUE = 2; // temporal.api.enums.v1.TaskQueueType

/** Slack's 50 edits a minute are for a real Slack; in this namespace nothing waits for them. */
export async function liftEditRate(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.updateTaskQueueConfig({
    ...{ namespace, identity: 'sandbox', taskQueue: slackQueueOf(TASK_QUEUE), taskQueueType: ACTIVITY_QUEUE },
    updateQueueRateLimit: { rateLimit: { requestsPerSecond: 1_000 }, reason: 'no real Slack' },
  });
}
