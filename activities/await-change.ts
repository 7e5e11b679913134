import { isDeepStrictEqual } from 'node:util';
import { pause, withHeartbeat } from './heartbeat.ts';

/** How often a vendor is looked at while waiting: quickly at first, then more rarely. Milliseconds. */
export interface Pace {
  readonly first: number;
  readonly slowest: number;
}

export const PACE: Pace = { first: 1_000, slowest: 5_000 };
const GROWTH = 1.3;

/** Looks until something differs from what was seen last; heartbeats all the while. Who waits longest is the caller's business. */
export function awaitChange<State>(
  look: (signal: AbortSignal) => Promise<State>,
  lastSeen: State,
  pace: Pace,
): Promise<State> {
  return withHeartbeat(async (signal) => {
    for (let waitMs = pace.first; ; waitMs = Math.min(pace.slowest, waitMs * GROWTH)) {
      const state = await look(signal);
      if (!isDeepStrictEqual(state, lastSeen)) return state;
      await pause(waitMs, signal);
    }
  });
}
