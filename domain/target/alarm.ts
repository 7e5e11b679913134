import { isInForce } from '../gates.ts';
import { plainLock } from './lock.ts';
import type { TargetEffect } from './message.ts';
import { say, sayTo } from './news.ts';
import type { Step, TargetState } from './state.ts';
import { noted, passTurn } from './turn.ts';

/** When something happens by itself next, in epoch milliseconds; the workflow sends `tick` then. */
export function nextAlarm({ lock, freeze, queue, listeners }: TargetState): number | undefined {
  const somebodyWaits = queue.length > 0 || listeners.length > 0;
  const moments = [
    ...(lock ? [lock.remindAt, ...(lock.until === undefined ? [] : [lock.until])] : []),
    ...(freeze && somebodyWaits ? [freeze.until] : []),
  ];
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** Locks and freezes end by themselves, and the owner of a lock is asked whether it is still needed. */
export function tick(before: TargetState, now: number): Step {
  const thawed = withoutOldFreeze(before, now);
  const { lock, ...unlocked } = thawed;
  if (!lock) return passTurn(thawed, now);
  if (!isInForce(lock, now)) {
    const over = say(thawed, { kind: 'lock-over', lock: plainLock(lock) });
    const { state, effects } = passTurn(unlocked, now);
    return noted(state, [over, ...effects]);
  }
  if (now < lock.remindAt) return passTurn(thawed, now);
  const reminder: TargetEffect = sayTo(thawed, lock.by, { kind: 'lock-reminder', lock: plainLock(lock) });
  return noted({ ...thawed, lock: { ...lock, remindAt: now + lock.remindAfterMs } }, [reminder]);
}

function withoutOldFreeze({ freeze, ...state }: TargetState, now: number): TargetState {
  return freeze && isInForce(freeze, now) ? { ...state, freeze } : state;
}
