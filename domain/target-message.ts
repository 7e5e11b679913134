import type { Actor } from './actor.ts';
import type { ChosenImage, DeployTrigger, FinalPhase } from './deploy.ts';
import type { EndingCode } from './endings.ts';
import type { Freeze } from './freeze.ts';
import type { Hold, Lock, Stop } from './gates.ts';
import type { Locale } from './target.ts';
import type { TargetNews } from './target-news.ts';

/** Where a target's own news is said. */
export interface Home {
  readonly channel: string;
  readonly locale: Locale;
}

/** What was true outside when the message was sent: the target itself knows no calendar and no other target. */
export interface Outside {
  readonly freeze?: Freeze;
  /** The environment that has to have this image first, and has not. */
  readonly notIn?: string;
}

/** What a target is told. */
export type TargetMessage =
  | ({
      readonly kind: 'requestTurn';
      readonly deployId: string;
      readonly trigger: DeployTrigger;
      readonly by: string;
    } & Outside)
  | {
      readonly kind: 'finishTurn';
      readonly deployId: string;
      readonly by: string;
      /** Absent: it only gives the turn back, and goes on. */
      readonly phase?: FinalPhase;
      readonly image?: ChosenImage;
    }
  /** The deploy's workflow is closed or cannot be reached. */
  | { readonly kind: 'closed'; readonly deployId: string }
  | ({ readonly kind: 'beginRollOut'; readonly deployId: string } & Outside)
  | ({ readonly kind: 'offer'; readonly image: ChosenImage; readonly idFor: (start: number) => string } & Outside)
  | TargetWish
  /** A moment that `nextAlarm` named has come. */
  | { readonly kind: 'tick' };

/** What a person wants of a target itself. Whether they may deploy there at all, the gateway has judged. */
export type TargetWish = { readonly home: Home } & (
  | (Actor & {
      readonly kind: 'lock';
      /** Absent: the lock that stands is only extended. */
      readonly reason?: string;
      readonly forMs?: number;
      readonly remindAfterMs: number;
    })
  | (Actor & { readonly kind: 'unlock' })
  | (Actor & { readonly kind: 'resume' })
  | (Actor & { readonly kind: 'hold'; readonly reason?: string })
  | (Actor & { readonly kind: 'breakGlass'; readonly reason: string; readonly freeze?: Freeze })
  | {
      readonly kind: 'tellMe';
      readonly by: string;
      readonly freeze?: Freeze;
      /** Only when this image has been deployed here. */
      readonly digest?: string;
    }
);

/** One kind of wish, without its name. */
export type WishFor<Kind extends TargetWish['kind']> = Omit<Extract<TargetWish, { kind: Kind }>, 'kind'>;

export type TargetAnswer =
  | { readonly kind: 'go' }
  | { readonly kind: 'refused'; readonly code: EndingCode; readonly stop?: Stop }
  | { readonly kind: 'start'; readonly deployId: string }
  | { readonly kind: 'not-now'; readonly why: 'running' | 'tried' | 'held' | Stop['code'] }
  | { readonly kind: 'noted' }
  | WishAnswer;

/** What the person hears. */
export type WishAnswer =
  | {
      readonly kind: 'locked';
      readonly lock: Lock;
      /** It came too late for this one. */
      readonly rollingOut?: string;
      readonly takenFrom?: string;
    }
  | { readonly kind: 'unlocked' }
  | { readonly kind: 'not-locked' }
  | { readonly kind: 'not-yours'; readonly lock: Lock }
  | { readonly kind: 'held'; readonly hold: Hold }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'not-held' }
  | { readonly kind: 'glass-broken'; readonly until: number }
  | { readonly kind: 'not-frozen' }
  | { readonly kind: 'not-an-admin' }
  | { readonly kind: 'listening' }
  | { readonly kind: 'free-already' }
  | { readonly kind: 'too-many' };

const OTHER_ANSWERS: readonly TargetAnswer['kind'][] = ['go', 'refused', 'start', 'not-now', 'noted'];

export const isWishAnswer = (answer: TargetAnswer): answer is WishAnswer => !OTHER_ANSWERS.includes(answer.kind);

/** What the workflow must do about it: tell a deploy, watch the one that was given the turn, or say something. */
export type TargetEffect =
  | { readonly kind: 'grant'; readonly deployId: string }
  | {
      readonly kind: 'wait';
      readonly deployId: string;
      readonly position: number;
      readonly holder?: string;
      readonly stop?: Stop;
    }
  | { readonly kind: 'refuse'; readonly deployId: string; readonly code: EndingCode }
  | { readonly kind: 'supersede'; readonly deployId: string }
  /** To a channel, or to a person. */
  | { readonly kind: 'say'; readonly channel: string; readonly locale: Locale; readonly news: TargetNews };
