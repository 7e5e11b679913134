import { isInForce, type Lock } from '../gates.ts';
import { judgeRight } from '../rights.ts';
import type { TargetAnswer, TargetEffect } from './message.ts';
import { say, sayTo } from './news.ts';
import type { RemindedLock, Step, TargetState } from './state.ts';
import { passTurn, withFreeze } from './turn.ts';
import type { WishFor } from './wish.ts';

const GLASS_FOR_MS = 3_600_000;

const answered = (state: TargetState, answer: TargetAnswer, effects: readonly TargetEffect[] = []): Step => ({
  state,
  answer,
  effects,
});

/** The lock that stands now. */
function lockOf({ lock: standing }: TargetState, now: number): RemindedLock | undefined {
  return standing && isInForce(standing, now) ? standing : undefined;
}

export const plainLock = ({ remindAt: _, remindAfterMs: __, ...lock }: RemindedLock): Lock => lock;

/** Locks, or extends one's own lock; an admin may take somebody else's over, and its owner hears of it. */
export function lock(before: TargetState, wish: WishFor<'lock'>, now: number): Step {
  const { by, home, remindAfterMs } = wish;
  const standing = lockOf(before, now);
  if (standing && judgeRight(wish, { kind: 'take-lock', owner: standing.by })) {
    return answered(before, { kind: 'not-yours', lock: plainLock(standing) });
  }
  const reason = wish.reason ?? standing?.reason;
  if (reason === undefined) return answered(before, { kind: 'not-locked' });
  const until = endOf(wish, standing, now);
  const set: RemindedLock = {
    ...{ by, reason, at: standing?.by === by ? standing.at : now },
    ...(until !== undefined && { until }),
    ...{ remindAt: now + remindAfterMs, remindAfterMs },
  };
  const state: TargetState = { ...before, lock: set, home };
  const former = standing && standing.by !== by ? plainLock(standing) : undefined;
  const news = {
    lock: plainLock(set),
    ...(former && { takenFrom: former.by }),
    ...(state.holder?.rollingOut && { rollingOut: state.holder.deployId }),
  };
  const passed = passTurn(state, now); // whoever waits hears why; a lock that is over already stops nobody
  return answered(passed.state, { kind: 'locked', ...news }, [
    say(state, { kind: 'locked', ...news }),
    ...(former ? [sayTo(state, former.by, { kind: 'lock-taken', by, lock: former })] : []),
    ...passed.effects,
  ]);
}

/** An extended lock that had an end stands until the next reminder at least. */
function endOf({ reason, forMs, remindAfterMs }: WishFor<'lock'>, standing: Lock | undefined, now: number) {
  if (forMs !== undefined) return now + forMs;
  if (reason !== undefined || standing?.until === undefined) return undefined;
  return Math.max(standing.until, now + remindAfterMs);
}

export function unlock(before: TargetState, { home, ...actor }: WishFor<'unlock'>, now: number): Step {
  const standing = lockOf(before, now);
  if (!standing) return answered(before, { kind: 'not-locked' });
  const former = plainLock(standing);
  if (judgeRight(actor, { kind: 'unlock', owner: former.by })) {
    return answered(before, { kind: 'not-yours', lock: former });
  }
  const { lock: _, ...unlocked } = before;
  const { state, effects } = passTurn({ ...unlocked, home }, now);
  return answered(state, { kind: 'unlocked' }, [
    say(state, { kind: 'unlocked', by: actor.by, lock: former }),
    ...(former.by === actor.by ? [] : [sayTo(state, former.by, { kind: 'lock-removed', by: actor.by, lock: former })]),
    ...effects,
  ]);
}

/** Pauses auto-deploy; people may go on deploying. */
export function hold(before: TargetState, { by, home, reason }: WishFor<'hold'>, now: number): Step {
  const set = { by, at: now, ...(reason !== undefined && { reason }) };
  const state: TargetState = { ...before, hold: set, home };
  return answered(state, { kind: 'held', hold: set }, [say(state, { kind: 'held', hold: set })]);
}

export function resume({ hold: standing, ...before }: TargetState, { by, home }: WishFor<'resume'>): Step {
  if (!standing) return answered(before, { kind: 'not-held' });
  const state: TargetState = { ...before, home };
  return answered(state, { kind: 'resumed' }, [say(state, { kind: 'resumed', by })]);
}

/** An admin lets people's next roll-out through the freeze, for an hour at most, and everybody hears of it. */
export function breakGlass(before: TargetState, wish: WishFor<'breakGlass'>, now: number): Step {
  const { by, home, reason, freeze } = wish;
  if (judgeRight(wish, { kind: 'break-glass' })) return answered(before, { kind: 'not-an-admin' });
  if (!freeze) return answered(before, { kind: 'not-frozen' });
  const glass = { by, reason, until: now + GLASS_FOR_MS };
  const { state, effects } = passTurn({ ...withFreeze(before, freeze), glass, home }, now);
  return answered(state, { kind: 'glass-broken', until: glass.until }, [
    say(state, { kind: 'glass-broken', glass, frozenFor: freeze.reason }),
    ...effects,
  ]);
}
