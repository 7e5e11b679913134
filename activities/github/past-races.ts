import { setTimeout as sleep } from 'node:timers/promises';
import { hasStatus } from './errors.ts';

const TRIES = 6;
const STEP_MS = 150;

/** Others write to the branch as well. What moved meanwhile, which GitHub says by one of these statuses, is read again, unless it never rests. */
export async function pastRaces<T>(statuses: readonly number[], work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!hasStatus(error, ...statuses) || attempt >= TRIES) throw error;
    }
    await sleep(STEP_MS * attempt * (1 + Math.random())); // writers who collided should not collide again
  }
}
