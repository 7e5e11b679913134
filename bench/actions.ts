import { setTimeout as sleep } from 'node:timers/promises';
import type { Temporal } from './bench.ts';

const STILL_MS = 1_500; // the server brings its counters up to date every second

/**
 * Actions in a namespace so far, once they do not grow any more: what Temporal Cloud would bill, as the server itself counts it:
 * starts, activities and their retries, heartbeats, signals, updates, queries, timers.
 */
export async function countActions({ metricsUrl }: Temporal, namespace: string): Promise<number> {
  for (let before = -1; ; ) {
    const counted = sumOf(await (await fetch(metricsUrl)).text(), namespace);
    if (counted === before) return counted;
    before = counted;
    await sleep(STILL_MS);
  }
}

const sumOf = (metrics: string, namespace: string): number =>
  metrics
    .split('\n')
    .filter((line) => line.startsWith('action{') && line.includes(`namespace="${namespace}"`))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
