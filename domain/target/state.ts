import type { DeployTrigger, FinalPhase } from '../deploy.ts';
import type { EndingCode } from '../endings.ts';
import type { Freeze } from '../freeze.ts';
import type { BrokenGlass, Hold, Lock } from '../gates.ts';
import type { Home, TargetAnswer, TargetEffect } from './message.ts';

/** What a target remembers. Rules in `step.ts`; the workflow only carries messages in and effects out. */
export interface TargetState {
  readonly service: string;
  readonly environment: string;
  readonly holder?: Holder;
  readonly queue: readonly Waiting[];
  readonly running?: Running;
  /** What was done to the target last, well or not: `undo` takes it back. */
  readonly lastChange?: LastChange;
  /** Since when a change that failed has not been followed by one that works; epoch milliseconds. */
  readonly brokenSince?: number;
  /** Somebody changed it by hand, and people have been asked what to make of that. */
  readonly drift?: Drift;
  /** Digests that were deployed here, oldest first, at most 100. */
  readonly deployed: readonly string[];
  /** What became of the digests that auto-deploy offered, oldest first, at most 100. */
  readonly digests: readonly DigestRecord[];
  readonly lock?: RemindedLock;
  readonly hold?: Hold;
  /** As the last message that asked for a turn said. */
  readonly freeze?: Freeze;
  readonly glass?: BrokenGlass;
  readonly home?: Home;
  /** Who wants to be told when it is free, or when an image has been deployed here. */
  readonly listeners: readonly Listener[];
}

export interface Waiting {
  readonly deployId: string;
  readonly trigger: DeployTrigger;
  readonly by: string;
}

export interface Holder extends Waiting {
  readonly since: number;
  readonly rollingOut: boolean;
  /** What it is changing, from the moment when it may. */
  readonly change?: { readonly from: string | null; readonly to: Version };
}

/** Its owner is asked at `remindAt`, and every so often again, whether it is still needed. */
export interface RemindedLock extends Lock {
  readonly remindAt: number;
  readonly remindAfterMs: number;
}

export interface Listener {
  readonly by: string;
  readonly digest?: string;
}

/** What the target runs, as far as tempocat knows: deployed well, or adopted. */
export interface Running {
  readonly tag: string;
  readonly digest: string;
  /** Absent: nobody deployed it with tempocat; a person adopted it. */
  readonly deployId?: string;
  readonly by: string;
  readonly at: number;
}

/** A tag, and the image it meant where that is known. */
export interface Version {
  readonly tag: string;
  readonly digest?: string;
}

/** One change of the world. `from` is `null` when no tag was set before. */
export interface LastChange {
  /** Absent: made by hand, and adopted by a person. */
  readonly deployId?: string;
  readonly by: string;
  readonly at: number;
  readonly from: Version | null;
  readonly to: Version;
  /** How its deploy ended: `deployed`, or else the world was changed and it did not go well. */
  readonly phase: FinalPhase;
  readonly code?: EndingCode;
  /** A person's word on an outcome that nobody knew. */
  readonly settled?: Settled;
}

export interface Settled {
  readonly by: string;
  readonly worked: boolean;
}

export interface Drift {
  readonly found: Found;
  readonly at: number;
}

/** What is there; a tag whose image ECR does not have comes without a digest. */
export interface Found {
  readonly tag: string | null;
  readonly digest?: string;
}

export interface DigestRecord {
  readonly digest: string;
  /** How many automatic deploys of it were started. */
  readonly starts: number;
  /** The latest of them. */
  readonly deployId: string;
  readonly fate: 'on-its-way' | 'undone' | FinalPhase;
}

export interface Step {
  readonly state: TargetState;
  readonly answer: TargetAnswer;
  readonly effects: readonly TargetEffect[];
}

export const newTarget = (service: string, environment: string): TargetState => ({
  service,
  environment,
  queue: [],
  deployed: [],
  digests: [],
  listeners: [],
});
