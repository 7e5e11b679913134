import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Target } from '../domain/target.ts';
import { reconcileDriftCheck } from './drift-schedule.ts';
import { type Reconciled, reconcileSchedules } from './schedules.ts';

const AGAIN_MS = 10_000;

interface Wanted {
  readonly taskQueue: string;
  readonly targets: readonly Target[];
}

/** All Schedules as the catalogue says. */
export async function reconcileAll(client: Client, wanted: Wanted): Promise<Reconciled> {
  const schedules = await reconcileSchedules(client, wanted);
  await reconcileDriftCheck(client, wanted);
  return schedules;
}

/** After each change of the catalogue, one at a time, the last one for certain; while Temporal is away it is tried again. */
export function createScheduleKeeper(client: Client, log: Logger): (wanted: Wanted) => void {
  let latest: Wanted | undefined;
  let work = Promise.resolve();
  const keep = async (wanted: Wanted) => {
    while (wanted === latest) {
      try {
        return log.info({ schedules: await reconcileAll(client, wanted) }, 'the Schedules are as the catalogue says');
      } catch (error) {
        log.error({ error: String(error) }, 'the Schedules could not be made as the catalogue says; tried again soon');
        await sleep(AGAIN_MS, undefined, { ref: false });
      }
    }
  };
  return (wanted) => {
    latest = wanted;
    work = work.then(() => keep(wanted));
  };
}
