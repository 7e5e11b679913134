import type { CommitList } from './change-log.ts';
import type { EndingCode } from './endings.ts';
import type { PassedGate, Stop } from './gates.ts';
import type { PhaseEntry } from './phase-times.ts';
import type { Change, PlanDifference } from './plan.ts';
import type { Version } from './target/state.ts';
import type { ApprovalPolicy, ArgoCdApplication, Locale, Target } from './target.ts';

export type DeployTrigger = 'slack' | 'schedule' | 'undo' | 'cli';

/** Everything a deploy is started with. The catalogue entry travels along: a deploy runs with what it was asked for. */
export interface DeployRequest {
  readonly target: Target;
  readonly trigger: DeployTrigger;
  /** Slack user id, or `schedule`. */
  readonly requestedBy: string;
  /** The third word: a tag or a branch. Absent: the default branch. */
  readonly ref?: string;
  /** Why, in the asker's words. */
  readonly reason?: string;
  /** The image that the schedule saw. */
  readonly image?: ChosenImage;
  /** Where the person asked, when that is not the target's channel. */
  readonly askedIn?: Place;
  /** With the trigger `undo`: which change is taken back. */
  readonly undo?: UndoRequest;
  /** Its message is a reply here: it belongs to another deploy. */
  readonly thread?: Place;
}

export interface UndoRequest {
  /** The deploy whose change is taken back, if it still is the last one. Absent: the last, whoever made it. */
  readonly of?: string;
  /** Nobody asked: that deploy did not go well, and the catalogue says `onFailure: undo`. */
  readonly because?: EndingCode;
}

export interface Place {
  readonly channel: string;
  readonly threadTs?: string;
  /** Slack user id of the only one who reads there: a direct message. */
  readonly reader?: string;
}

export interface ChosenImage {
  readonly tag: string;
  readonly digest: string;
  /** The image's other tags that satisfy `match`. */
  readonly otherTags: readonly string[];
}

export type Phase = 'resolving' | 'planned' | 'awaiting-approval' | 'queued' | 'rolling-out' | 'verifying' | FinalPhase;

export const FINAL_PHASES = [
  'deployed',
  'unchanged',
  'rejected',
  'expired',
  'refused',
  'superseded',
  'cancelled',
  'failed',
] as const;

export type FinalPhase = (typeof FINAL_PHASES)[number];

/** What the verification saw last, for the card. */
export type RolloutProgress =
  | { readonly kind: 'argocd'; readonly sync: string; readonly health: string; readonly message?: string }
  | { readonly kind: 'ecs'; readonly running: number; readonly desired: number; readonly state: string }
  | { readonly kind: 'waiting'; readonly for: string }
  /** It runs, and must stay healthy until then; epoch milliseconds. */
  | { readonly kind: 'soaking'; readonly until: number; readonly seen: string };

export interface Vote {
  readonly decision: 'approve' | 'reject' | 'withdraw';
  readonly by: string;
  readonly reason?: string;
}

/** How it ended: a phase, and where it did not go well the code from the table of endings with what was found. */
export interface DeployOutcome {
  readonly phase: FinalPhase;
  readonly code?: EndingCode;
  /** What was looked for, where, and what was found; English, foreign text inside. */
  readonly detail?: string;
  readonly note?: OutcomeNote;
  /** What stood in its way: a lock, a freeze, the order of environments. */
  readonly stop?: Stop;
  readonly cancelledBy?: { readonly by: string; readonly reason?: string };
}

/** Things worth saying about an outcome that is not a failure. */
export type OutcomeNote =
  | 'not-verified'
  | 'other-image-same-tag'
  | 'no-pods'
  | 'plan-renewed'
  /** Cancelled before, or after, the world was changed. */
  | 'nothing-changed'
  | 'already-rolled-out'
  | 'nothing-to-undo'
  /** The manifest says so already, but its last roll-out did not go well. */
  | 'last-failed';

/** The state that the one live message is drawn from. */
export interface DeployCard {
  readonly deployId: string;
  readonly service: string;
  readonly environment: string;
  readonly kind: Target['deploy']['kind'];
  /** The application that brings the change to the pods. */
  readonly argocd?: Pick<ArgoCdApplication, 'application' | 'project'>;
  readonly locale: Locale;
  readonly trigger: DeployTrigger;
  readonly requestedBy: string;
  readonly ref?: string;
  readonly reason?: string;
  readonly phase: Phase;
  readonly image?: ChosenImage;
  readonly change?: Change;
  readonly plan?: number;
  readonly commits?: CommitList;
  /** When it was last asked what might stop it, and what did not. */
  readonly gates?: { readonly at: number; readonly passed: readonly PassedGate[] };
  readonly approval?: ApprovalPolicy & { readonly votes: readonly Vote[]; readonly expiresAt: number };
  /** Place in the target's queue, counted from 1, the deploy that has the turn, and why nobody is given it. */
  readonly queue?: { readonly position: number; readonly holder?: string; readonly stop?: Stop };
  /** What is not as it was when people were asked before; their votes are void. */
  readonly renewed?: readonly PlanDifference[];
  readonly progress?: RolloutProgress;
  readonly outcome?: DeployOutcome;
  readonly undo?: UndoRequest & { readonly leaves?: Version };
  /** The tag that tempocat had deployed, where somebody put another one by hand. */
  readonly byHandSince?: string;
  /** Somebody wants it to stop; what is half-way is finished first. */
  readonly cancelAsked?: { readonly by: string; readonly reason?: string };
  /** The world is not as it was: an undo makes sense. */
  readonly hasChanged?: boolean;
  /** The undo that followed by itself. */
  readonly undoneBy?: string;
  /** A person's word on an outcome that nobody knew. */
  readonly settled?: { readonly by: string; readonly worked: boolean };
  /** The phases that it went through, and when. */
  readonly phases: readonly PhaseEntry[];
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt?: number;
}
