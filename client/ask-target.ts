import { type Client, WithStartWorkflowOperation, WorkflowNotFoundError } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { newTarget, type TargetState } from '../domain/target/state.ts';
import { targetId } from '../workflows/contract/ids.ts';
import {
  type BeginAnswer,
  type BeginRollOut,
  type BeginUndo,
  beginRollOutUpdate,
  beginUndoSignal,
  type FinishTurn,
  finishTurnSignal,
  type NoticeDrift,
  noticeDriftSignal,
  type Offer,
  type OfferAnswer,
  offerUpdate,
  type RequestTurn,
  requestTurnSignal,
  stateQuery,
} from '../workflows/contract/target-messages.ts';

export interface TargetAddress {
  readonly service: string;
  readonly environment: string;
  readonly taskQueue: string;
}

/** A target comes into being with the first message that it gets. */
const birth = ({ service, environment, taskQueue }: TargetAddress) => ({
  workflowId: targetId({ service, environment }),
  taskQueue,
  args: [newTarget(service, environment)],
  workflowIdConflictPolicy: 'USE_EXISTING' as const,
  staticSummary: `${service} ${environment}: whose turn it is, and what runs`,
});

/** An update of a target. With an id the same update, sent again, is one. */
export async function updateTarget<Answer, Message>(
  client: Client,
  address: TargetAddress,
  {
    update,
    message,
    updateId,
  }: { readonly update: UpdateDefinition<Answer, [Message]>; readonly message: Message; readonly updateId?: string },
): Promise<Answer> {
  return client.workflow.executeUpdateWithStart(update, {
    args: [message],
    ...(updateId !== undefined && { updateId }),
    startWorkflowOperation: new WithStartWorkflowOperation('target', birth(address)),
  });
}

export async function requestTurn(client: Client, address: TargetAddress, turn: RequestTurn): Promise<void> {
  await client.workflow.signalWithStart('target', { ...birth(address), signal: requestTurnSignal, signalArgs: [turn] });
}

export async function finishTurn(client: Client, address: TargetAddress, finished: FinishTurn): Promise<void> {
  await client.workflow.signalWithStart('target', {
    ...birth(address),
    signal: finishTurnSignal,
    signalArgs: [finished],
  });
}

export async function beginUndo(client: Client, address: TargetAddress, undo: BeginUndo): Promise<void> {
  await client.workflow.signalWithStart('target', { ...birth(address), signal: beginUndoSignal, signalArgs: [undo] });
}

export async function noticeDrift(client: Client, address: TargetAddress, notice: NoticeDrift): Promise<void> {
  const signal = { signal: noticeDriftSignal, signalArgs: [notice] as [NoticeDrift] };
  await client.workflow.signalWithStart('target', { ...birth(address), ...signal });
}

/** The same offer gets the same answer until the deploy reports. */
export const offerImage = (client: Client, address: TargetAddress, offer: Offer): Promise<OfferAnswer> =>
  updateTarget(client, address, { update: offerUpdate, message: offer });

/** The last gate before anything irreversible. */
export const beginRollOut = (client: Client, address: TargetAddress, begin: BeginRollOut): Promise<BeginAnswer> =>
  updateTarget(client, address, { update: beginRollOutUpdate, message: begin });

/** All that a target remembers; needs a worker. `null`: nothing was ever asked of it. */
export async function readState(
  client: Client,
  target: { readonly service: string; readonly environment: string },
): Promise<TargetState | null> {
  try {
    return await client.workflow.getHandle(targetId(target)).query(stateQuery);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
