import { readTarget } from '../client/read-target.ts';
import type { Target } from '../domain/target.ts';
import type { Desk } from './desk.ts';
import type { TargetStanding } from './views/look-ups.ts';

const ANSWERS_WITHIN_MS = 2_000;

/** What each of these targets remembers, from their memos: answers while no worker does. */
export const readStandings = (desk: Desk, targets: readonly Target[]): Promise<TargetStanding[]> =>
  Promise.all(targets.map((target) => readStanding(desk, target)));

export async function readStanding({ client, log }: Desk, target: Target): Promise<TargetStanding> {
  const { service, environment } = target;
  const memo = await client
    .withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => readTarget(client, target))
    .catch((error: unknown) => {
      log.warn({ service, environment, error: String(error) }, 'a target could not be read');
      return 'unknown' as const;
    });
  return { target, memo };
}
