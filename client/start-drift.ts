import type { Client } from '@temporalio/client';
import type { DriftRequest } from '../workflows/contract/messages.ts';
import { type Start, startOnce } from './start-deploy.ts';

/** A look whether targets were changed by hand runs on the worker: only it holds the vendors' credentials. */
export async function startDrift(
  client: Client,
  { workflowId, taskQueue, request }: Start<DriftRequest>,
): Promise<void> {
  await startOnce(() =>
    client.workflow.start('drift', {
      workflowId,
      taskQueue,
      args: [request],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      staticSummary: `were ${request.targets.length} targets changed by hand?`,
    }),
  );
}
