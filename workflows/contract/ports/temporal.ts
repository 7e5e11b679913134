import type { ChosenImage, DeployRequest } from '../../../domain/deploy.ts';
import type { BeginAnswer, FinishTurn, OfferAnswer, RequestTurn, TargetMemo } from '../messages.ts';

/** What workflows ask of Temporal itself: what a workflow cannot do from inside, such as signal-with-start and updates. */
export interface TemporalPort {
  /** Signal-with-start: the target comes into being when it is first wanted. */
  requestTurn(args: TargetName & RequestTurn): Promise<void>;
  finishTurn(args: TargetName & FinishTurn): Promise<void>;
  beginRollOut(args: TargetName & { readonly deployId: string }): Promise<BeginAnswer>;
  offer(args: TargetName & { readonly image: ChosenImage }): Promise<OfferAnswer>;
  /** Starts the deploy unless it was started before. */
  startDeploy(args: { readonly deployId: string; readonly request: DeployRequest }): Promise<void>;
  /** Waits, heartbeating, until this workflow is closed or was never there. */
  awaitClosed(args: { readonly workflowId: string }): Promise<void>;
  /** What the target remembers, from its memo; `null` when there is no such target yet. */
  readTarget(args: TargetName): Promise<TargetMemo | null>;
  /** First 8 hex digits of SHA-256 of the workflow id. */
  shortKey(args: { readonly workflowId: string }): Promise<string>;
}

export interface TargetName {
  readonly service: string;
  readonly environment: string;
}
