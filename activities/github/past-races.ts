import { setTimeout as sleep } from 'node:timers/promises';
import { hasStatus } from './errors.ts';

const TRIES = 6;
const STEP_MS = 150;

/** Others write to the branch as well. What moved meanwhile is read again, unless it never rests. */
export async function pastRaces<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      // 409: the blob or the branch is another by now. 422: the branch does not move forward to what we made.
      if (!hasStatus(error, 409, 422) || attempt >= TRIES) throw error;
    }
    await sleep(STEP_MS * attempt * (1 + Math.random())); // writers who collided should not collide again
  }
}
