import { setTimeout as sleep } from 'node:timers/promises';

/** What was accepted is finished within that, or given up. */
export const DRAINS_WITHIN_MS = 10_000;

/** What is under way. */
export interface UnderWay {
  add(work: Promise<void>): Promise<void>;
  /** Returns at the moment when nothing is under way, or when it has taken too long. */
  drained(): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const busy = new Set<Promise<void>>();
  const empty = async () => {
    while (busy.size > 0) await Promise.allSettled(busy);
  };
  return {
    add: (work) => {
      busy.add(work);
      const done = () => void busy.delete(work);
      work.then(done, done);
      return work;
    },
    drained: () => Promise.race([empty(), sleep(DRAINS_WITHIN_MS, undefined, { ref: false })]),
  };
}
