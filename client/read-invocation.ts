import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { pairsQuery } from '../workflows/contract/messages.ts';

/** What a person gave an invocation, also when it has ended; needs a worker. `null`: there is no such invocation. */
export async function readInvocation(
  client: Client,
  invokeId: string,
): Promise<{ readonly pairs: Readonly<Record<string, string>> } | null> {
  try {
    return { pairs: await client.workflow.getHandle(invokeId).query(pairsQuery) };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
