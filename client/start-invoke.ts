import type { Client } from '@temporalio/client';
import type { InvokeRequest } from '../domain/invoke.ts';
import { invokeAttributes } from '../workflows/contract/search-attributes.ts';
import { type Start, startOnce } from './start-deploy.ts';

/** One request is one invocation. */
export async function startInvoke(
  client: Client,
  { workflowId, taskQueue, request }: Start<InvokeRequest>,
): Promise<void> {
  const { name, environment } = request.target;
  await startOnce(() =>
    client.workflow.start('invoke', {
      workflowId,
      taskQueue,
      args: [request],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: invokeAttributes(request),
      staticSummary: `invoke ${name} ${environment}, asked by ${request.requestedBy}`.slice(0, 200),
    }),
  );
}
