import { recordSettled } from './memory.ts';
import { say } from './news.ts';
import type { Step, TargetState } from './state.ts';
import type { WishFor } from './wish.ts';

/** A person's word on the last change, when nobody knew how it ended: *It worked*, *It failed*. The first word counts. */
export function settle(before: TargetState, wish: WishFor<'settle'>, now: number): Step {
  const { by, deployId, worked, home, threadTs } = wish;
  const { lastChange: change } = before;
  if (change?.deployId !== deployId || change.code !== 'outcome-unknown') {
    return { state: before, answer: { kind: 'nothing-to-settle' }, effects: [] };
  }
  if (change.settled) return { state: before, answer: { kind: 'settled-already', ...change.settled }, effects: [] };
  const state = { ...recordSettled(before, { ...change, settled: { by, worked } }, now), home };
  const news = say(state, { kind: 'settled', by, tag: change.to.tag, worked });
  return {
    state,
    answer: { kind: 'settled', worked },
    effects: [{ ...news, ...(threadTs !== undefined && { threadTs }) }],
  };
}
