import type { Client } from '@temporalio/client';
import type { BranchesRequest, PlanRequest } from '../workflows/contract/messages.ts';
import { type Start, startOnce } from './start-deploy.ts';

type LookUp =
  | ({ readonly workflow: 'branches' } & Start<BranchesRequest>)
  | ({ readonly workflow: 'plan' } & Start<PlanRequest>);

/** A look at what only the worker may see: it alone holds the vendors' credentials. */
export async function startLookUp(client: Client, { workflow, workflowId, taskQueue, request }: LookUp): Promise<void> {
  await startOnce(() =>
    client.workflow.start(workflow, {
      workflowId,
      taskQueue,
      args: [request],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      staticSummary: `${workflow}, asked by ${request.requestedBy}`,
    }),
  );
}
