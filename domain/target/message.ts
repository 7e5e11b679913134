import type { ChosenImage, DeployTrigger, FinalPhase } from '../deploy.ts';
import type { EndingCode } from '../endings.ts';
import type { Freeze } from '../freeze.ts';
import type { Stop } from '../gates.ts';
import type { Locale } from '../target.ts';
import type { TargetNews } from './news.ts';
import type { Found, Version } from './state.ts';
import type { TargetWish, WishAnswer } from './wish.ts';

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

/** What a deploy did to the world: the tag that was there before, and how it ended where it did not go well. */
export interface Changed {
  readonly from: string | null;
  /** What that tag meant, where the target itself does not know it. */
  readonly fromDigest?: string;
  readonly code?: EndingCode;
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
      readonly trigger: DeployTrigger;
      /** Absent: it only gives the turn back, and goes on. */
      readonly phase?: FinalPhase;
      readonly image?: ChosenImage;
      /** Absent: the world is as it was. */
      readonly changed?: Changed;
    }
  /** The deploy's workflow is closed or cannot be reached. */
  | { readonly kind: 'closed'; readonly deployId: string }
  | ({
      readonly kind: 'beginRollOut';
      readonly deployId: string;
      readonly change?: { readonly from: string | null; readonly to: Version };
    } & Outside)
  | ({ readonly kind: 'offer'; readonly image: ChosenImage; readonly idFor: (start: number) => string } & Outside)
  /** From here on the schedule keeps away. */
  | { readonly kind: 'beginUndo'; readonly deployId: string; readonly by: string }
  /** What is there now. Whether that is news the target judges. */
  | { readonly kind: 'noticeDrift'; readonly found: Found; readonly home: Home }
  | TargetWish
  /** A moment that `nextAlarm` named has come. */
  | { readonly kind: 'tick' };

export type TargetAnswer =
  | { readonly kind: 'go' }
  | { readonly kind: 'refused'; readonly code: EndingCode; readonly stop?: Stop }
  | { readonly kind: 'start'; readonly deployId: string }
  | { readonly kind: 'not-now'; readonly why: 'running' | 'tried' | 'held' | Stop['code'] }
  | { readonly kind: 'noted' }
  | WishAnswer;

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
  | {
      readonly kind: 'say';
      readonly channel: string;
      readonly threadTs?: string;
      readonly locale: Locale;
      readonly news: TargetNews;
    };
