import { tick } from './alarm.ts';
import { adopt, noticeDrift } from './drift.ts';
import { tellMe, tellThoseWhoAsked } from './listeners.ts';
import { breakGlass, hold, lock, resume, unlock } from './lock.ts';
import type { TargetMessage } from './message.ts';
import { offer } from './offer.ts';
import { settle } from './settle.ts';
import type { Step, TargetState } from './state.ts';
import { beginRollOut, finishTurn, loseTurn, requestTurn } from './turn.ts';
import { beginUndo } from './undo.ts';

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
    case 'beginUndo':
      return beginUndo(state, message, now);
    case 'settle':
      return settle(state, message, now);
    case 'noticeDrift':
      return noticeDrift(state, message, now);
    case 'adopt':
      return adopt(state, message, now);
    case 'tellMe':
      return tellMe(state, message, now);
    case 'tick':
      return tick(state, now);
  }
}
