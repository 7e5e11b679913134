/** Remembers answers for a while. */
export interface Memory {
  /** What is known and not older than `maxAgeMs`, else what `ask` says; many who ask at once share one question. */
  recall<T>(key: string, maxAgeMs: number, ask: () => Promise<T>): Promise<T>;
  /** Whatever was answered before, or is being asked just now, counts no more. */
  forget(isMeant: (key: string) => boolean): void;
}

interface Known {
  readonly answer: Promise<unknown>;
  readonly askedAt: number;
}

/** A failure is not remembered. An answer is as old as its question, so that nothing counts as newer than it is. */
export function createMemory(now: () => number = Date.now): Memory {
  const known = new Map<string, Known>();
  return {
    recall: async <T>(key: string, maxAgeMs: number, ask: () => Promise<T>): Promise<T> => {
      const found = known.get(key);
      if (found && now() - found.askedAt <= maxAgeMs) return found.answer as Promise<T>; // only `ask` of the same key put it there
      const asked: Known = { answer: ask(), askedAt: now() };
      known.set(key, asked);
      asked.answer.catch(() => {
        if (known.get(key) === asked) known.delete(key);
      });
      return asked.answer as Promise<T>;
    },
    forget: (isMeant) => {
      for (const key of known.keys()) if (isMeant(key)) known.delete(key);
    },
  };
}
