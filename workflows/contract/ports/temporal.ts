import type { DeployCard, DeployRequest } from '../../../domain/deploy.ts';
import type { Situation } from '../../../domain/gates.ts';
import type { Belief } from '../../../domain/target/drift.ts';
import type { LastChange } from '../../../domain/target/state.ts';
import type { Target } from '../../../domain/target.ts';
import type {
  BeginAnswer,
  BeginRollOut,
  BeginUndo,
  FinishTurn,
  NoticeDrift,
  Offer,
  OfferAnswer,
  RequestTurn,
  TargetMemo,
} from '../target-messages.ts';
import type { Posted } from './slack.ts';

/** What workflows ask of Temporal itself: what a workflow cannot do from inside, such as signal-with-start and updates. */
export interface TemporalPort {
  /** Signal-with-start: the target comes into being when it is first wanted. */
  requestTurn(args: { readonly target: Calendar } & Omit<RequestTurn, 'freeze'>): Promise<void>;
  finishTurn(args: TargetName & FinishTurn): Promise<void>;
  beginRollOut(args: { readonly target: Calendar } & Omit<BeginRollOut, 'freeze'>): Promise<BeginAnswer>;
  offer(args: { readonly target: Calendar } & Omit<Offer, 'freeze'>): Promise<OfferAnswer>;
  /** Lock, freeze and broken glass as they are now, and what the target believes to run. */
  readGates(args: { readonly target: Calendar }): Promise<Omit<Situation, 'notIn'> & { readonly belief: Belief }>;
  /** What an undo would take back, and the deploy that is changing the target just now. */
  readLastChange(args: TargetName): Promise<{ readonly lastChange?: LastChange; readonly rollingOut?: string }>;
  beginUndo(args: TargetName & BeginUndo): Promise<void>;
  noticeDrift(args: TargetName & NoticeDrift): Promise<void>;
  /** Whether tempocat has deployed this image there. */
  hasDeployed(args: TargetName & { readonly digest: string }): Promise<boolean>;
  /** Starts the deploy unless it was started before. */
  startDeploy(args: { readonly deployId: string; readonly request: DeployRequest }): Promise<void>;
  /** Waits, heartbeating, until this workflow is closed or was never there. */
  awaitClosed(args: { readonly workflowId: string }): Promise<void>;
  /** The message of a deploy that was ended from outside and could not draw its own end; `null` when it could. */
  readOrphan(args: { readonly workflowId: string }): Promise<Orphan | null>;
  /** What the target remembers, from its memo; `null` when there is no such target yet. */
  readTarget(args: TargetName): Promise<TargetMemo | null>;
  /** First 8 hex digits of SHA-256 of the workflow id. */
  shortKey(args: { readonly workflowId: string }): Promise<string>;
}

export interface TargetName {
  readonly service: string;
  readonly environment: string;
}

/** What tells whether a target is frozen: workflow code knows no calendar. */
export type Calendar = TargetName & Pick<Target, 'freeze' | 'timeZone'>;

export interface Orphan {
  readonly message: Posted;
  readonly card: DeployCard;
}
