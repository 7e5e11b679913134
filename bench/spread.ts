/** Of several runs of the same thing. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Milliseconds, of as many runs as told, one after the other. */
export async function timed(runs: number, work: () => Promise<unknown>): Promise<Spread> {
  const taken: number[] = [];
  for (let run = 0; run < runs; run += 1) taken.push(await timeOf(work));
  return spreadOf(taken);
}

/** Milliseconds that it takes. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** By `performance.now()`. */
export const secondsSince = (startedAt: number): number => round((performance.now() - startedAt) / 1_000);

export const spreadOf = (values: readonly number[]): Spread => ({
  min: round(Math.min(...values)),
  median: round(percentile(values, 50)),
  max: round(Math.max(...values)),
});

/** Nearest rank. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export const round = (value: number): number => Math.round(value * 10) / 10;

/** As people read it, beside the median: `10 – 19`. */
export const MIN_MAX = 'min – max';
export const rangeOf = ({ min, max }: Spread): string => `${min} – ${max}`;
