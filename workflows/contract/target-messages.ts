import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ChosenImage, DeployTrigger, FinalPhase } from '../../domain/deploy.ts';
import type { EndingCode } from '../../domain/endings.ts';
import type { BrokenGlass, Hold, Lock, Stop } from '../../domain/gates.ts';
import type { Changed, Home, Outside } from '../../domain/target/message.ts';
import type { Drift, Found, Holder, LastChange, Running, TargetState, Version } from '../../domain/target/state.ts';
import type { WishAnswer, WishFor } from '../../domain/target/wish.ts';

/** Target to deploy. `stop`: why nobody is given the turn. */
export interface Turn {
  readonly kind: 'granted' | 'waiting' | 'refused' | 'superseded';
  readonly position?: number;
  readonly holder?: string;
  readonly code?: EndingCode;
  readonly stop?: Stop;
}

export interface RequestTurn extends Pick<Outside, 'freeze'> {
  readonly deployId: string;
  readonly trigger: DeployTrigger;
  readonly requestedBy: string;
}

/** A deploy's last word to its target, whether or not it had the turn. Without a phase it only gives the turn back and goes on. */
export interface FinishTurn {
  readonly deployId: string;
  readonly requestedBy: string;
  readonly trigger: DeployTrigger;
  readonly phase?: FinalPhase;
  readonly image?: ChosenImage;
  readonly changed?: Changed;
}

/** Before an undo goes on: the schedule keeps away until somebody resumes it. */
export interface BeginUndo {
  readonly deployId: string;
  readonly by: string;
}

/** What somebody saw there. */
export interface NoticeDrift {
  readonly found: Found;
  readonly home: Home;
}

export interface BeginRollOut extends Outside {
  readonly deployId: string;
  readonly by: string;
  /** What is about to be changed, in case that nobody comes back to say how it went. */
  readonly change: { readonly from: string | null; readonly to: Version };
}

export interface Offer extends Outside {
  readonly image: ChosenImage;
  readonly by: string;
}

export type BeginAnswer =
  | { readonly kind: 'go' }
  | { readonly kind: 'refused'; readonly code: EndingCode; readonly stop?: Stop };

/** `start`: start this deploy, whether or not it was started before. */
export type OfferAnswer =
  | { readonly kind: 'start'; readonly deployId: string }
  | { readonly kind: 'not-now'; readonly why: 'running' | 'tried' | 'held' | Stop['code'] };

/** Kept under 2 KiB, so that status can be read while no worker answers. Times in epoch milliseconds. */
export interface TargetMemo {
  readonly running?: Running;
  readonly lastChange?: LastChange;
  readonly drift?: Drift;
  readonly holder?: Omit<Holder, 'change'>;
  readonly waiting: number;
  readonly lock?: Lock;
  readonly hold?: Hold;
  readonly glass?: BrokenGlass;
}

export const turnSignal = defineSignal<[Turn]>('turn');

export const requestTurnSignal = defineSignal<[RequestTurn]>('requestTurn');
export const finishTurnSignal = defineSignal<[FinishTurn]>('finishTurn');
export const beginUndoSignal = defineSignal<[BeginUndo]>('beginUndo');
export const noticeDriftSignal = defineSignal<[NoticeDrift]>('noticeDrift');
export const offerUpdate = defineUpdate<OfferAnswer, [Offer]>('offer');
export const beginRollOutUpdate = defineUpdate<BeginAnswer, [BeginRollOut]>('beginRollOut');
export const lockUpdate = defineUpdate<WishAnswer, [WishFor<'lock'>]>('lock');
export const unlockUpdate = defineUpdate<WishAnswer, [WishFor<'unlock'>]>('unlock');
export const holdUpdate = defineUpdate<WishAnswer, [WishFor<'hold'>]>('hold');
export const resumeUpdate = defineUpdate<WishAnswer, [WishFor<'resume'>]>('resume');
export const settleUpdate = defineUpdate<WishAnswer, [WishFor<'settle'>]>('settle');
export const adoptUpdate = defineUpdate<WishAnswer, [WishFor<'adopt'>]>('adopt');
export const breakGlassUpdate = defineUpdate<WishAnswer, [WishFor<'breakGlass'>]>('breakGlass');
export const tellMeUpdate = defineUpdate<WishAnswer, [WishFor<'tellMe'>]>('tellMe');
export const stateQuery = defineQuery<TargetState>('state');
