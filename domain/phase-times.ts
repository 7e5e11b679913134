import type { Phase } from './deploy.ts';

/** A phase, and when it was entered, in epoch milliseconds. A phase may be entered again. */
export type PhaseEntry = readonly [phase: Phase, at: number];

/** A deploy enters some twenty phases at most; the list stays short whatever happens. */
const ENTRIES_AT_MOST = 18;

/** The list with this phase as its newest, unless it is that already. */
export function enterPhase(entries: readonly PhaseEntry[], phase: Phase, at: number): readonly PhaseEntry[] {
  if (entries.at(-1)?.[0] === phase) return entries;
  return [...entries.slice(0, ENTRIES_AT_MOST - 1), [phase, at]];
}

/** How long each phase took in all, in milliseconds, in the order in which they came first; the last one lasts until `until`. */
export function timeInPhases(entries: readonly PhaseEntry[], until: number): ReadonlyMap<Phase, number> {
  const spent = new Map<Phase, number>();
  for (const [index, [phase, at]] of entries.entries()) {
    const end = entries[index + 1]?.[1] ?? until;
    spent.set(phase, (spent.get(phase) ?? 0) + Math.max(0, end - at));
  }
  return spent;
}
