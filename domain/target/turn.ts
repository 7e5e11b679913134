import { isPassing, judgeGates, passesBrokenGlass, type Stop } from '../gates.ts';
import { recordChange, recordFate, remember } from './memory.ts';
import type { TargetEffect, TargetMessage } from './message.ts';
import type { Step, TargetState, Waiting } from './state.ts';

type Message<Kind extends TargetMessage['kind']> = Extract<TargetMessage, { kind: Kind }>;

const QUEUE_LIMIT = 20;

/** Nothing to answer; what to do. */
export const noted = (state: TargetState, effects: readonly TargetEffect[] = []): Step => ({
  state,
  answer: { kind: 'noted' },
  effects,
});

export function requestTurn(before: TargetState, message: Message<'requestTurn'>, now: number): Step {
  const { deployId, trigger, by, freeze } = message;
  const state = withFreeze(before, freeze);
  if (state.holder?.deployId === deployId) {
    const holder = { ...state.holder, rollingOut: false }; // nothing was changed yet: what was planned had moved
    return noted({ ...state, holder }, [{ kind: 'grant', deployId }]);
  }
  if (state.queue.some((waiting) => waiting.deployId === deployId)) return passTurn(state, now);
  if (state.queue.length >= QUEUE_LIMIT) return noted(before, [{ kind: 'refuse', deployId, code: 'queue-full' }]);
  const waiting: Waiting = { deployId, trigger, by };
  // Whoever wants back what ran before waits for nobody but the one whose turn it is.
  const queue = trigger === 'undo' ? [waiting, ...state.queue] : [...state.queue, waiting];
  return passTurn({ ...state, queue }, now);
}

export function finishTurn(state: TargetState, message: Message<'finishTurn'>, now: number): Step {
  return passTurn(leave(remember(state, message, now), message.deployId), now);
}

/** Whoever had the turn or waited for it is gone, and nobody knows how it ended. What it was about to change may be changed. */
export function loseTurn(before: TargetState, deployId: string, now: number): Step {
  const { holder } = before;
  const state = recordFate(before, deployId, 'failed');
  if (holder?.deployId !== deployId || !holder.change) return passTurn(leave(state, deployId), now);
  const { by, trigger, change } = holder;
  const lost = { deployId, by, trigger, phase: 'failed', code: 'internal', ...change } as const;
  return passTurn(leave(recordChange(state, lost, now), deployId), now);
}

/** Gives the turn to the first who may have it when nobody has it, and tells the others where they stand. */
export function passTurn(state: TargetState, now: number): Step {
  const next = state.holder ? undefined : state.queue.find((waiting) => stopFor(state, waiting, now) === undefined);
  if (!next) return noted(state, positions(state, now));
  const queue = state.queue.filter((waiting) => waiting !== next);
  const granted: TargetState = { ...state, holder: { ...next, since: now, rollingOut: false }, queue };
  return noted(granted, [{ kind: 'grant', deployId: next.deployId }, ...positions(granted, now)]);
}

function stopFor({ glass, ...state }: TargetState, { trigger }: Waiting, now: number): Stop | undefined {
  return judgeGates({ ...state, ...(glass && passesBrokenGlass(trigger) && { glass }) }, now);
}

function positions(state: TargetState, now: number): TargetEffect[] {
  return state.queue.map((waiting, index): TargetEffect => {
    const stop = stopFor(state, waiting, now);
    return {
      kind: 'wait',
      deployId: waiting.deployId,
      position: index + 1,
      ...(state.holder && { holder: state.holder.deployId }),
      ...(stop && { stop }),
    };
  });
}

function leave({ holder, ...state }: TargetState, deployId: string): TargetState {
  const queue = state.queue.filter((waiting) => waiting.deployId !== deployId);
  return { ...state, queue, ...(holder && holder.deployId !== deployId && { holder }) };
}

export function withFreeze({ freeze: _, ...state }: TargetState, freeze: TargetState['freeze']): TargetState {
  return { ...state, ...(freeze && { freeze }) };
}

/**
 * The last gate before anything irreversible: only who has the turn may go on, and only when nothing stops it.
 * Stopped by what passes, it waits at the head of the queue.
 */
export function beginRollOut(before: TargetState, message: Message<'beginRollOut'>, now: number): Step {
  const { deployId, freeze, notIn, change } = message;
  const { holder, ...state } = withFreeze(before, freeze);
  if (holder?.deployId !== deployId) {
    return { state: before, answer: { kind: 'refused', code: 'superseded' }, effects: [] };
  }
  if (holder.rollingOut) return { state: before, answer: { kind: 'go' }, effects: [] }; // asked again, because the answer was lost
  const { since: _, rollingOut: __, change: ____, ...waiting } = holder;
  const stop = stopFor(state, waiting, now) ?? judgeGates({ ...(notIn !== undefined && { notIn }) }, now);
  if (!stop) {
    const { glass: ___, ...used } = state; // one roll-out, and the glass is whole again
    return {
      state: { ...(freeze ? used : state), holder: { ...holder, rollingOut: true, ...(change && { change }) } },
      answer: { kind: 'go' },
      effects: [],
    };
  }
  const answer = { kind: 'refused', code: stop.code, stop } as const;
  if (!isPassing(stop)) return { state: { ...state, holder }, answer, effects: [] };
  const passed = passTurn({ ...state, queue: [waiting, ...state.queue] }, now);
  return { ...passed, answer };
}
