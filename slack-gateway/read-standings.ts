import { describeDeploy } from '../client/list-deploys.ts';
import { listTargets, readTarget } from '../client/read-target.ts';
import type { Target } from '../domain/target.ts';
import { targetId } from '../workflows/contract/ids.ts';
import type { Desk } from './desk.ts';
import type { TargetStanding } from './views/look-ups.ts';

type Reading = Pick<Desk, 'client' | 'log'>;

const ANSWERS_WITHIN_MS = 2_000;

const ASKED_ONE_BY_ONE = 20;

/** What each of these targets remembers, from their memos: answers while no worker does. Of many, Temporal's list is asked. */
export async function readStandings(desk: Reading, targets: readonly Target[]): Promise<TargetStanding[]> {
  if (targets.length <= ASKED_ONE_BY_ONE) return Promise.all(targets.map((target) => readStanding(desk, target)));
  const { client, log } = desk;
  const memos = await client
    .withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => listTargets(client))
    .catch((error: unknown) => {
      log.warn({ error: String(error) }, 'the targets could not be listed');
      return undefined;
    });
  return targets.map((target) => ({ target, memo: memos ? (memos.get(targetId(target)) ?? null) : 'unknown' }));
}

export async function readStanding({ client, log }: Reading, target: Target): Promise<TargetStanding> {
  const { service, environment } = target;
  const memo = await client
    .withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => readTarget(client, target))
    .catch((error: unknown) => {
      log.warn({ service, environment, error: String(error) }, 'a target could not be read');
      return 'unknown' as const;
    });
  return { target, memo };
}

/** With the deploy that has the turn there, as Temporal describes it. */
export async function withHolder({ client, log }: Reading, standing: TargetStanding): Promise<TargetStanding> {
  const { memo } = standing;
  const deployId = memo === null || memo === 'unknown' ? undefined : memo.holder?.deployId;
  if (deployId === undefined) return standing;
  const holder = await client
    .withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => describeDeploy(client, deployId))
    .catch((error: unknown) => {
      log.warn({ deployId, error: String(error) }, 'a deploy could not be read');
      return null;
    });
  return holder ? { ...standing, holder } : standing;
}
