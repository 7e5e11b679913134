import type { DeployTrigger, FinalPhase } from './deploy.ts';
import type { Freeze } from './freeze.ts';
import type { BrokenGlass, Hold, Lock } from './gates.ts';
import { tick } from './target-alarm.ts';
import { tellMe, tellThoseWhoAsked } from './target-listeners.ts';
import { breakGlass, hold, lock, resume, unlock } from './target-lock.ts';
import type { Home, TargetAnswer, TargetEffect, TargetMessage } from './target-message.ts';
import { offer } from './target-offer.ts';
import { beginRollOut, finishTurn, loseTurn, requestTurn } from './target-turn.ts';

/** What a target remembers. Rules in `step`; the workflow only carries messages in and effects out. */
export interface TargetState {
  readonly service: string;
  readonly environment: string;
  readonly holder?: Holder;
  readonly queue: readonly Waiting[];
  readonly running?: Running;
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

/** What the target deployed last. */
export interface Running {
  readonly tag: string;
  readonly digest: string;
  readonly deployId: string;
  readonly by: string;
  readonly at: number;
}

export interface DigestRecord {
  readonly digest: string;
  /** How many automatic deploys of it were started. */
  readonly starts: number;
  /** The latest of them. */
  readonly deployId: string;
  readonly fate: 'on-its-way' | FinalPhase;
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

/** One message in; the new state, the answer and what to do about it out. `now` in epoch milliseconds. */
export function step(state: TargetState, message: TargetMessage, now: number): Step {
  return tellThoseWhoAsked(take(state, message, now), now);
}

function take(state: TargetState, message: TargetMessage, now: number): Step {
  switch (message.kind) {
    case 'requestTurn':
      return requestTurn(state, message, now);
    case 'finishTurn':
      return finishTurn(state, message, now);
    case 'closed':
      return loseTurn(state, message.deployId, now);
    case 'beginRollOut':
      return beginRollOut(state, message, now);
    case 'offer':
      return offer(state, message, now);
    case 'lock':
      return lock(state, message, now);
    case 'unlock':
      return unlock(state, message, now);
    case 'hold':
      return hold(state, message, now);
    case 'resume':
      return resume(state, message);
    case 'breakGlass':
      return breakGlass(state, message, now);
    case 'tellMe':
      return tellMe(state, message, now);
    case 'tick':
      return tick(state, now);
  }
}
