import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Actor } from '../../domain/actor.ts';
import type { DeployCard, DeployTrigger, OutcomeNote, Phase, Place } from '../../domain/deploy.ts';
import type { EndingCode } from '../../domain/endings.ts';
import type { PhaseEntry } from '../../domain/phase-times.ts';
import type { ArgoCdApplication, EcrRepository, Json, Locale, Target } from '../../domain/target.ts';
import type { Watch } from './ports/ecr.ts';
import type { Posted } from './ports/slack.ts';

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

/** Stop this deploy at the next safe point. */
export interface Cancel extends Actor {
  readonly reason?: string;
}

/** What the one who cancelled hears: how far it was. */
export interface CancelAnswer {
  readonly kind: 'cancelling';
  readonly phase: Phase;
}

/**
 * What Temporal's list says of a deploy, so that it can be read while no worker answers. Kept under 2 KiB.
 * What is optional may be unknown yet, too long to keep, or younger than the deploy.
 */
export interface DeployMemo {
  /** The tag that was there; `null`: none. Absent before a plan was made. */
  readonly from?: string | null;
  readonly to: string | null;
  readonly kind?: Target['deploy']['kind'];
  readonly by: string;
  readonly trigger?: DeployTrigger;
  readonly phase?: Phase;
  readonly code?: EndingCode;
  readonly note?: OutcomeNote;
  /** The first of them; `approvals` counts them all. */
  readonly approvers: readonly string[];
  readonly approvals?: number;
  readonly pullRequest?: { readonly number: number; readonly url: string };
  readonly argocd?: Pick<ArgoCdApplication, 'application' | 'project'>;
  readonly phases?: readonly PhaseEntry[];
  readonly message?: Posted;
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

export interface BranchSearch {
  readonly repository: string;
  readonly words: string;
}

/** A deploy that somebody wants to see before it is made. */
export interface PlanRequest {
  readonly target: Target;
  readonly ref?: string;
  readonly requestedBy: string;
  readonly locale: Locale;
  readonly place: Place;
  readonly privately: boolean;
}

/** One tick of auto-deploy: what to look at in one repository, and who follows it. */
export interface AutoDeployRequest {
  readonly repository: EcrRepository;
  readonly watches: readonly (Watch & { readonly targets: readonly Target[] })[];
}

/** Targets to be compared with what tempocat believes of them. */
export interface DriftRequest {
  readonly targets: readonly { readonly service: string; readonly environment: string }[];
}

/** What a function that was invoked with `mode: event` says when it has ended. */
export interface CallBack {
  readonly ok: boolean;
  readonly answer?: Json;
}

export const decideUpdate = defineUpdate<DecisionAnswer, [Decision]>('decide');
/** The durable fallback of the update, when no worker answers in time. */
export const decideSignal = defineSignal<[Decision]>('decide');
export const cancelUpdate = defineUpdate<CancelAnswer, [Cancel]>('cancel');
/** What a person gave as `key=value` to an invocation. */
export const pairsQuery = defineQuery<Readonly<Record<string, string>>>('pairs');
/** From the function itself, by its deploy's id. */
export const callBackSignal = defineSignal<[CallBack]>('callBack');
export const progressQuery = defineQuery<DeployCard>('progress');
