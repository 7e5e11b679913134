import type { Client } from '@temporalio/client';
import { ValueError } from '@temporalio/common';

const ANSWERS_WITHIN_MS = 2_000;

/** For whoever runs a process that cannot read. */
export const cannotRead = ({ message }: ValueError): string =>
  `What tempocat keeps in Temporal cannot be read here: ${message}. Set TEMPOCAT_ENCRYPTION_KEYS as the other processes have it.`;

/** Whether our keys are those of the others, as far as one look tells: the target that came last. What nobody says counts as readable. */
export async function canRead(client: Client): Promise<true | ValueError> {
  const query = "WorkflowType = 'target' AND ExecutionStatus = 'Running'";
  try {
    await client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, async () => {
      for await (const _ of client.workflow.list({ query, pageSize: 1 })) return;
    });
    return true;
  } catch (error) {
    return error instanceof ValueError ? error : true;
  }
}
