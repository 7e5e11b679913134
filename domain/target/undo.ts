import type { TargetMessage } from './message.ts';
import { overtaken } from './offer.ts';
import type { LastChange, Step, TargetState, Version } from './state.ts';
import { noted } from './turn.ts';

type Message = Extract<TargetMessage, { kind: 'beginUndo' }>;

/** From here on auto-deploy is on hold until somebody resumes it, and what it had under way gives up, unless it has the turn. */
export function beginUndo(state: TargetState, { deployId, by }: Message, now: number): Step {
  const hold = state.hold ?? { by, at: now, undo: deployId };
  return noted(
    { ...state, hold },
    overtaken(state).map((waiting) => ({ kind: 'supersede', deployId: waiting })),
  );
}

/**
 * What an undo goes back to. `present` is the tag that is there now: when it is neither side of the last change,
 * somebody changed it by hand since, and that is then what is taken back.
 */
export function undoTo({ from, to, phase }: LastChange, present: string | null): Version | null {
  if (present === to.tag || present === from?.tag) return from;
  return phase === 'deployed' ? to : from;
}
