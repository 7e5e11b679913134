import { judgeGates } from '../gates.ts';
import { sayTo } from './news.ts';
import type { Listener, Step, TargetState } from './state.ts';
import type { WishFor } from './wish.ts';

const LISTENERS_AT_MOST = 50;

/** *Tell me when free*: once, by direct message. */
export function tellMe(before: TargetState, { by, home, freeze, digest }: WishFor<'tellMe'>, now: number): Step {
  const state: TargetState = { ...before, ...(freeze && { freeze }), home }; // no freeze now: the next tick finds out
  const listener: Listener = { by, ...(digest !== undefined && { digest }) };
  if (isHeard(state, listener, now)) return { state, answer: { kind: 'free-already' }, effects: [] };
  const others = state.listeners.filter((other) => other.by !== by || other.digest !== digest);
  if (others.length >= LISTENERS_AT_MOST) return { state, answer: { kind: 'too-many' }, effects: [] };
  return { state: { ...state, listeners: [...others, listener] }, answer: { kind: 'listening' }, effects: [] };
}

/** After whatever happened: those who wait for just that. */
export function tellThoseWhoAsked(taken: Step, now: number): Step {
  const { state } = taken;
  const told = state.listeners.filter((listener) => isHeard(state, listener, now));
  if (told.length === 0) return taken;
  const effects = told.map(({ by, digest }) =>
    sayTo(
      state,
      by,
      digest === undefined ? { kind: 'free' } : { kind: 'deployed-here', tag: state.running?.tag ?? digest },
    ),
  );
  const listeners = state.listeners.filter((listener) => !told.includes(listener));
  return { ...taken, state: { ...state, listeners }, effects: [...taken.effects, ...effects] };
}

function isHeard(state: TargetState, { digest }: Listener, now: number): boolean {
  if (digest !== undefined) return state.deployed.includes(digest);
  return !state.holder && state.queue.length === 0 && !judgeGates(state, now);
}
