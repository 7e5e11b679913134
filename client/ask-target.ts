import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import type { ChosenImage } from '../domain/deploy.ts';
import { newTarget } from '../domain/target-state.ts';
import { targetId } from '../workflows/contract/ids.ts';
import {
  type BeginAnswer,
  beginRollOutUpdate,
  type FinishTurn,
  finishTurnSignal,
  type OfferAnswer,
  offerUpdate,
  type RequestTurn,
  requestTurnSignal,
} from '../workflows/contract/messages.ts';

interface TargetAddress {
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

/** The same offer gets the same answer until the deploy reports. */
export async function offerImage(client: Client, address: TargetAddress, image: ChosenImage): Promise<OfferAnswer> {
  return client.workflow.executeUpdateWithStart(offerUpdate, {
    args: [{ image, by: 'schedule' }],
    startWorkflowOperation: new WithStartWorkflowOperation('target', birth(address)),
  });
}

/** The last gate before anything irreversible. */
export async function beginRollOut(client: Client, address: TargetAddress, deployId: string): Promise<BeginAnswer> {
  return client.workflow.executeUpdateWithStart(beginRollOutUpdate, {
    args: [{ deployId, by: deployId }],
    startWorkflowOperation: new WithStartWorkflowOperation('target', birth(address)),
  });
}
