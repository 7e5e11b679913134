import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { DeployRequest } from '../domain/deploy.ts';
import { deployAttributes } from '../workflows/contract/search-attributes.ts';

export interface Start<Request> {
  readonly workflowId: string;
  readonly taskQueue: string;
  readonly request: Request;
}

/** One request is one deploy: asked again with the same id, running or closed, it starts nothing. */
export async function startDeploy(
  client: Client,
  { workflowId, taskQueue, request }: Start<DeployRequest>,
): Promise<void> {
  const { service, environment } = request.target;
  const what = request.ref ?? request.image?.tag ?? 'the newest image';
  await startOnce(() =>
    client.workflow.start('deploy', {
      workflowId,
      taskQueue,
      args: [request],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: deployAttributes(request),
      staticSummary: `${service} → ${environment}: ${what}, asked by ${request.requestedBy}`.slice(0, 200),
    }),
  );
}

/** Closed already under REJECT_DUPLICATE means: it was started once, which is all that was asked. */
export async function startOnce(start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return;
    throw error;
  }
}
