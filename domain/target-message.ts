import type { ChosenImage, DeployTrigger, FinalPhase } from './deploy.ts';
import type { EndingCode } from './endings.ts';

/** What a target is told. */
export type TargetMessage =
  | { readonly kind: 'requestTurn'; readonly deployId: string; readonly trigger: DeployTrigger; readonly by: string }
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
  | { readonly kind: 'beginRollOut'; readonly deployId: string }
  | { readonly kind: 'offer'; readonly image: ChosenImage; readonly idFor: (start: number) => string };

export type TargetAnswer =
  | { readonly kind: 'go' }
  | { readonly kind: 'refused'; readonly code: EndingCode }
  | { readonly kind: 'start'; readonly deployId: string }
  | { readonly kind: 'not-now'; readonly why: 'running' | 'tried' }
  | { readonly kind: 'noted' };

/** What the workflow must do about it: tell a deploy, and watch the one that was given the turn. */
export type TargetEffect =
  | { readonly kind: 'grant'; readonly deployId: string }
  | { readonly kind: 'wait'; readonly deployId: string; readonly position: number; readonly holder: string }
  | { readonly kind: 'refuse'; readonly deployId: string; readonly code: EndingCode }
  | { readonly kind: 'supersede'; readonly deployId: string };
