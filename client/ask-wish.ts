import { type Client, isGrpcDeadlineError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import type { WishAnswer } from '../domain/target/wish.ts';
import { type TargetAddress, updateTarget } from './ask-target.ts';

const WORKER_ANSWERS_WITHIN_MS = 2_000;

export interface Asking<Message> {
  readonly update: UpdateDefinition<WishAnswer, [Message]>;
  readonly message: Message;
  /** What makes it one wish: Slack delivers some things more than once. */
  readonly updateId: string;
}

/** What a person wants of a target. `no-answer`: no worker answers, and it may still come true when one is back. */
export async function askWish<Message>(
  client: Client,
  address: TargetAddress,
  asking: Asking<Message>,
): Promise<WishAnswer | { readonly kind: 'no-answer' }> {
  try {
    return await client.withDeadline(Date.now() + WORKER_ANSWERS_WITHIN_MS, () =>
      updateTarget(client, address, asking),
    );
  } catch (error) {
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcDeadlineError(error))
      return { kind: 'no-answer' };
    throw error;
  }
}
