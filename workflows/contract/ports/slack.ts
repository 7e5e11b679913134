import type { VoteRefusal } from '../../../domain/approval.ts';
import type { DeployCard, Place } from '../../../domain/deploy.ts';
import type { InvokeCard } from '../../../domain/invoke.ts';
import type { PlanAhead } from '../../../domain/plan-ahead.ts';
import type { TargetNews } from '../../../domain/target/news.ts';
import type { Locale } from '../../../domain/target.ts';

/** Failures after which another way to people has to be found: deleted by somebody; archived, or without us. */
export const MESSAGE_GONE = 'message-gone';
export const CHANNEL_GONE = 'channel-gone';

/** Characters of a function's answer: more than a message shows. */
export const ANSWER_AT_MOST = 4_000;

/**
 * What workflows ask of Slack. They send states; the gateway's views draw them: what one person alone reads in that
 * person's language, as far as Slack says it, everything else in the letter's own.
 */
export interface SlackPort {
  /** Posts and answers where it is. Fails with `channel-gone`. The one step that cannot be made idempotent: kept tiny. */
  postMessage(args: {
    readonly place: Place;
    readonly letter: Letter;
    /** A reply that is also shown in the channel. */
    readonly broadcast?: true;
  }): Promise<Posted>;
  /** To one person only. */
  whisper(args: { readonly place: Place; readonly user: string; readonly letter: Letter }): Promise<void>;
}

/** On its own task queue, with a rate kept by the server. */
export interface SlackEditPort {
  /** Fails with `message-gone` and `channel-gone`. */
  updateMessage(args: { readonly message: Posted; readonly letter: Letter }): Promise<void>;
}

export interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly permalink?: string;
  /** As of a `Place`. */
  readonly reader?: string;
}

/** Everything that a workflow ever says, as data. */
export type Letter =
  | { readonly kind: 'deploy'; readonly card: DeployCard }
  | { readonly kind: 'invoke'; readonly card: InvokeCard }
  | { readonly kind: 'pointer'; readonly locale: Locale; readonly what: string; readonly permalink: string }
  | { readonly kind: 'vote-refused'; readonly locale: Locale; readonly code: VoteRefusal }
  /** Replies in the thread of a deploy's message, for those whom it concerns. */
  | { readonly kind: 'ended' | 'approval-asked' | 'approval-reminder'; readonly card: DeployCard }
  | { readonly kind: 'invoke-failed'; readonly card: InvokeCard }
  /** What a function said, in its own words. */
  | { readonly kind: 'function-answer'; readonly locale: Locale; readonly answer: string }
  /** What a target says for itself: locked, unlocked, free again. */
  | { readonly kind: 'target'; readonly locale: Locale; readonly news: TargetNews }
  | { readonly kind: 'plan'; readonly plan: PlanAhead }
  | {
      readonly kind: 'branches';
      readonly locale: Locale;
      readonly service: string;
      readonly found:
        | { readonly kind: 'listed'; readonly names: readonly string[]; readonly more: boolean }
        | { readonly kind: 'failed'; readonly detail: string };
    };
