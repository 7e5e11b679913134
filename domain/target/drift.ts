import { takeOver } from './memory.ts';
import type { TargetMessage } from './message.ts';
import { say } from './news.ts';
import type { Step, TargetState } from './state.ts';
import { noted } from './turn.ts';
import type { WishFor } from './wish.ts';

/** What tempocat believes a target to run, as its memo also says. */
export type Belief = Pick<TargetState, 'running' | 'lastChange'>;

/**
 * The tag that should be there, when what is there is another one: somebody changed it by hand.
 * After a change that did not go well nobody knows which of its two sides is there.
 */
export function driftFrom({ running, lastChange }: Belief, found: string | null): string | undefined {
  const sides = lastChange ? [lastChange.to.tag, lastChange.from?.tag ?? null] : [];
  const believed = lastChange && lastChange.phase !== 'deployed' ? lastChange.to.tag : running?.tag;
  if (believed === undefined || found === believed) return undefined;
  return lastChange && lastChange.phase !== 'deployed' && sides.includes(found) ? undefined : believed;
}

type Notice = Extract<TargetMessage, { kind: 'noticeDrift' }>;

/** Said once for each thing found; nothing while a deploy is about to change it. */
export function noticeDrift(before: TargetState, { found, home }: Notice, now: number): Step {
  const { drift: known, ...state } = before;
  if (state.holder?.rollingOut) return noted(before);
  const believed = driftFrom(state, found.tag);
  if (believed === undefined) return noted(state);
  if (known?.found.tag === found.tag) return noted(before);
  const next = { ...state, drift: { found, at: now }, home };
  return noted(next, [say(next, { kind: 'drift', believed, found: found.tag, canAdopt: found.digest !== undefined })]);
}

/** *Adopt*: what is there is right. An undo goes back to what was there before. */
export function adopt(before: TargetState, { by, tag, home }: WishFor<'adopt'>, now: number): Step {
  const { drift, holder } = before;
  const digest = drift?.found.digest;
  if (drift?.found.tag !== tag || digest === undefined || holder?.rollingOut) {
    return { state: before, answer: { kind: 'nothing-to-adopt' }, effects: [] };
  }
  const state = { ...takeOver(before, { tag, digest, by, at: now }), home };
  return { state, answer: { kind: 'adopted', tag }, effects: [say(state, { kind: 'adopted', by, tag })] };
}
