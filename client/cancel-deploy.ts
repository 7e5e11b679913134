import {
  type Client,
  isGrpcDeadlineError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { isRightRefusal, type RightRefusal } from '../domain/rights.ts';
import { type Cancel, type CancelAnswer, cancelUpdate } from '../workflows/contract/messages.ts';

export type CancelHeard =
  | CancelAnswer
  | { readonly kind: 'refused'; readonly code: RightRefusal }
  | { readonly kind: 'ended' }
  | { readonly kind: 'no-answer' };

const WORKER_ANSWERS_WITHIN_MS = 2_000;

/** Asks a deploy to stop at its next safe point; it judges who asks. */
export async function cancelDeploy(
  client: Client,
  deployId: string,
  { cancel, updateId }: { readonly cancel: Cancel; readonly updateId: string },
): Promise<CancelHeard> {
  try {
    return await client.withDeadline(Date.now() + WORKER_ANSWERS_WITHIN_MS, () =>
      client.workflow.getHandle(deployId).executeUpdate(cancelUpdate, { args: [cancel], updateId }),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'ended' };
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcDeadlineError(error))
      return { kind: 'no-answer' };
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    const code = error.cause instanceof ApplicationFailure ? error.cause.type : undefined;
    return isRightRefusal(code) ? { kind: 'refused', code } : { kind: 'ended' };
  }
}
