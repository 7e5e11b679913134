/** Milliseconds of several runs of the same thing. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Runs it once to warm up, then as often as told, one after the other. */
export async function timed(runs: number, work: () => Promise<unknown>): Promise<Spread> {
  await work();
  const taken: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return { min: Math.min(...taken), median: percentile(taken, 50), max: Math.max(...taken) };
}

/** Nearest rank. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export const round = (value: number): number => Math.round(value * 10) / 10;
