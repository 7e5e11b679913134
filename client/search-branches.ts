import type { Client } from '@temporalio/client';
import { z } from 'zod';
import type { BranchSearch } from '../workflows/contract/messages.ts';

const Found = z.object({ names: z.array(z.string()), more: z.boolean() });

interface Search extends BranchSearch {
  readonly workflowId: string;
  readonly taskQueue: string;
  readonly withinMs: number;
}

/** The branches whose name holds these words. Throws when no worker, or GitHub, answers in time. */
export async function searchBranches(
  client: Client,
  { workflowId, taskQueue, withinMs, repository, words }: Search,
): Promise<readonly string[]> {
  const found = await client.withDeadline(Date.now() + withinMs, () =>
    client.workflow.execute('searchBranches', {
      workflowId,
      taskQueue,
      args: [{ repository, words }],
      workflowIdConflictPolicy: 'USE_EXISTING', // many who type the same share one look
      workflowExecutionTimeout: '10s',
    }),
  );
  return Found.parse(found).names;
}
