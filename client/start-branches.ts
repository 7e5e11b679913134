import type { Client } from '@temporalio/client';
import type { BranchesRequest } from '../workflows/contract/messages.ts';
import { type Start, startOnce } from './start-deploy.ts';

/** A look at a service's branches runs on the worker: only it holds GitHub's credentials. */
export async function startBranches(
  client: Client,
  { workflowId, taskQueue, request }: Start<BranchesRequest>,
): Promise<void> {
  await startOnce(() =>
    client.workflow.start('branches', {
      workflowId,
      taskQueue,
      args: [request],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      staticSummary: `branches of ${request.service}`,
    }),
  );
}
