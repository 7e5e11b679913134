import {
  type Client,
  isGrpcDeadlineError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { isVoteRefusal, type VoteRefusal } from '../domain/approval.ts';
import { type Decision, decideSignal, decideUpdate } from '../workflows/contract/messages.ts';

/** What can be told to the person who clicked. `recorded`: no worker answers; the click is kept and judged when one is back. */
export type Heard =
  | { readonly kind: 'counted'; readonly missing: number }
  | { readonly kind: 'recorded' }
  | { readonly kind: 'refused'; readonly code: VoteRefusal }
  | { readonly kind: 'ended' };

const WORKER_ANSWERS_WITHIN_MS = 2_000;

/** Brings a click to its deploy: as an update, or when no worker answers in time as a signal with the same click id. Throws when Temporal cannot be reached. */
export async function decide(client: Client, deployId: string, decision: Decision): Promise<Heard> {
  const deploy = client.workflow.getHandle(deployId);
  try {
    const answer = await client.withDeadline(Date.now() + WORKER_ANSWERS_WITHIN_MS, () =>
      deploy.executeUpdate(decideUpdate, { args: [decision], updateId: decision.click }),
    );
    return answer;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'ended' };
    if (error instanceof WorkflowUpdateFailedError) return refusal(error);
    if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) && !isGrpcDeadlineError(error)) throw error;
  }
  try {
    await deploy.signal(decideSignal, decision);
    return { kind: 'recorded' };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'ended' };
    throw error;
  }
}

function refusal(error: WorkflowUpdateFailedError): Heard {
  const code = error.cause instanceof ApplicationFailure ? error.cause.type : undefined;
  if (isVoteRefusal(code)) return { kind: 'refused', code };
  return { kind: 'ended' }; // accepted, and the deploy ended before it could answer
}
