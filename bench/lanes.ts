import { setTimeout as sleep } from 'node:timers/promises';

/** Works on them all, so many at a time. */
export async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<unknown>) {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Works on one after another, so many in a second, however long each takes. */
export async function inTurn<T>(items: readonly T[], aSecond: number, work: (item: T) => Promise<unknown>) {
  const startedAt = performance.now();
  const begin = async (item: T, index: number) => {
    await sleep(Math.max(0, startedAt + (index * 1_000) / aSecond - performance.now()));
    await work(item);
  };
  await Promise.all(items.map(begin));
}

const LOOKS_EVERY_MS = 100;
const PATIENCE_MS = 30 * 60_000;

/** Until it is so. Throws when it has not become so for half an hour. */
export async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await sleep(LOOKS_EVERY_MS);
  }
}
