import { readTarget } from '../client/read-target.ts';
import { freezeAt } from '../domain/freeze.ts';
import { judgeGates, type Stop } from '../domain/gates.ts';
import type { Target } from '../domain/target.ts';
import type { Desk } from './desk.ts';

const ANSWERS_WITHIN_MS = 1_000;

/**
 * What stops a target now, as far as it can be known at the door, where no worker may answer. When Temporal does not
 * say, nothing: the real guard is the target itself, right before the roll-out.
 */
export async function stopNow(
  { client, log }: Pick<Desk, 'client' | 'log'>,
  target: Target,
): Promise<Stop | undefined> {
  const { service, environment, freeze: windows, timeZone } = target;
  const now = Date.now();
  const freeze = freezeAt(windows, timeZone, now);
  const memo = await client
    .withDeadline(now + ANSWERS_WITHIN_MS, () => readTarget(client, target))
    .catch((error: unknown) => {
      log.warn({ service, environment, error: String(error) }, 'a target could not be asked; its own gate decides');
      return null;
    });
  const { lock, glass } = memo ?? {};
  return judgeGates({ ...(lock && { lock }), ...(freeze && { freeze }), ...(glass && { glass }) }, now);
}
