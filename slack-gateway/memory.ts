/** Remembers answers of one sort for a while. */
export interface Memory<T> {
  /** What is known and not older than `maxAgeMs`, else what `ask` says; many who ask at once share one question. */
  recall(key: string, maxAgeMs: number, ask: () => Promise<T>): Promise<T>;
  /** Whatever was answered before, or is being asked just now, counts no more. */
  forget(key: string): void;
}

interface Known<T> {
  readonly answer: Promise<T>;
  readonly askedAt: number;
}

/** A failure is not remembered. An answer is as old as its question, so that nothing counts as newer than it is. */
export function createMemory<T>(now: () => number = Date.now): Memory<T> {
  const known = new Map<string, Known<T>>();
  return {
    recall: (key, maxAgeMs, ask) => {
      const found = known.get(key);
      if (found && now() - found.askedAt <= maxAgeMs) return found.answer;
      const asked: Known<T> = { answer: ask(), askedAt: now() };
      known.set(key, asked);
      asked.answer.catch(() => {
        if (known.get(key) === asked) known.delete(key);
      });
      return asked.answer;
    },
    forget: (key) => {
      known.delete(key);
    },
  };
}
