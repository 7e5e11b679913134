import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Actor } from '../../domain/actor.ts';
import type { ChosenImage, DeployCard, DeployTrigger, FinalPhase, Place } from '../../domain/deploy.ts';
import type { EndingCode } from '../../domain/endings.ts';
import type { EcrRepository, Locale, Target } from '../../domain/target.ts';
import type { Running, TargetState } from '../../domain/target-state.ts';
import type { Watch } from './ports/ecr.ts';

/** One click. The gateway says who clicked and never whether it counts; `click` is Slack's id of it and counts once. */
export interface Decision extends Actor {
  readonly decision: 'approve' | 'reject' | 'withdraw';
  /** Number of the plan that was shown. */
  readonly plan: number;
  readonly click: string;
  readonly reason?: string;
}

/** What the clicker hears at once. */
export interface DecisionAnswer {
  readonly kind: 'counted';
  /** Approvals that are still missing. */
  readonly missing: number;
}

/** Target to deploy. */
export interface Turn {
  readonly kind: 'granted' | 'waiting' | 'refused' | 'superseded';
  readonly position?: number;
  readonly holder?: string;
  readonly code?: EndingCode;
}

export interface RequestTurn {
  readonly deployId: string;
  readonly trigger: DeployTrigger;
  readonly requestedBy: string;
}

/** A deploy's last word to its target, whether or not it had the turn. Without a phase it only gives the turn back and goes on. */
export interface FinishTurn extends RequestTurn {
  readonly phase?: FinalPhase;
  readonly image?: ChosenImage;
}

export type BeginAnswer = { readonly kind: 'go' } | { readonly kind: 'refused'; readonly code: EndingCode };

/** `start`: start this deploy, whether or not it was started before. */
export type OfferAnswer =
  | { readonly kind: 'start'; readonly deployId: string }
  | { readonly kind: 'not-now'; readonly why: 'running' | 'tried' };

/** Kept under 2 KiB, so that status can be read while no worker answers. Times in epoch milliseconds. */
export interface TargetMemo {
  readonly running?: Running;
  readonly holder?: { readonly deployId: string; readonly by: string; readonly since: number };
  readonly waiting: number;
}

/** Who wants to see a service's branches, and where they are to be shown: to them alone, or in a thread for all. */
export interface BranchesRequest {
  readonly service: string;
  readonly repository: string;
  readonly locale: Locale;
  readonly requestedBy: string;
  readonly place: Place;
  readonly privately: boolean;
}

/** One tick of auto-deploy: what to look at in one repository, and who follows it. */
export interface AutoDeployRequest {
  readonly repository: EcrRepository;
  readonly watches: readonly (Watch & { readonly targets: readonly Target[] })[];
}

export const decideUpdate = defineUpdate<DecisionAnswer, [Decision]>('decide');
/** The durable fallback of the update, when no worker answers in time. */
export const decideSignal = defineSignal<[Decision]>('decide');
export const turnSignal = defineSignal<[Turn]>('turn');
export const progressQuery = defineQuery<DeployCard>('progress');

export const requestTurnSignal = defineSignal<[RequestTurn]>('requestTurn');
export const finishTurnSignal = defineSignal<[FinishTurn]>('finishTurn');
export const offerUpdate = defineUpdate<OfferAnswer, [{ readonly image: ChosenImage; readonly by: string }]>('offer');
export const beginRollOutUpdate = defineUpdate<BeginAnswer, [{ readonly deployId: string; readonly by: string }]>(
  'beginRollOut',
);
export const stateQuery = defineQuery<TargetState>('state');
