import { type ListedDeploy, listLastDeploys, listRunningDeploys } from '../../client/list-deploys.ts';
import { isAllowed } from '../../domain/actor.ts';
import type { Target } from '../../domain/target.ts';
import { EVERYONE } from '../commands/refusal-for.ts';
import type { Desk } from '../desk.ts';
import { readStandings } from '../read-standings.ts';
import type { HomeSight } from '../views/home.ts';
import type { TargetStanding } from '../views/look-ups.ts';

const ANSWERS_WITHIN_MS = 2_000;
const RUNNING_LOOKED_AT = 200;
const RECENT = 10;

/** The same for everybody: what runs, what is under way, what was. */
export async function readTown(desk: Desk) {
  const { client, catalog, log } = desk;
  const within = <T>(what: string, ask: () => Promise<T>) =>
    client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, ask).catch((error: unknown) => {
      log.warn({ error: String(error) }, `${what} could not be listed`);
      return 'unknown' as const;
    });
  const [running, recent, standings] = await Promise.all([
    within('running deploys', () => listRunningDeploys(client, RUNNING_LOOKED_AT)),
    within('recent deploys', () => listLastDeploys(client, RECENT)),
    readStandings(desk, catalog.targets),
  ]);
  return { running, recent, standings };
}

export type Town = Awaited<ReturnType<typeof readTown>>;

/** What one person sees of it; nothing for whoever is no full member. */
export async function sightOf({ people, catalog }: Desk, by: string, town: Town): Promise<HomeSight | undefined> {
  const actor = await people.actorOf(by);
  if (!isAllowed(actor, EVERYONE)) return undefined;
  const { running, recent, standings } = town;
  const deploys = running === 'unknown' ? [] : running;
  const mayApprove = (target: Target | undefined, asker: string | undefined) =>
    target?.approval !== undefined && isAllowed(actor, target.approval.by) && (target.approval.self || asker !== by);
  const targetOf = ({ service, environment }: { service: string; environment: string }) =>
    catalog.targets.find((target) => target.service === service && target.environment === environment);
  return {
    isKnown: running !== 'unknown',
    forMe: deploys.filter(
      (deploy) =>
        deploy.phase === 'awaiting-approval' &&
        mayApprove(targetOf(deploy), deploy.by) &&
        !deploy.memo?.approvers.includes(by), // has spoken already
    ),
    mine: deploys.filter((deploy) => deploy.by === by),
    recent,
    standings: standings.map((standing) => withItsHolder(standing, deploys)),
  };
}

/** The deploy that has the turn, as the same list knows it. */
function withItsHolder(standing: TargetStanding, deploys: readonly ListedDeploy[]): TargetStanding {
  const { memo } = standing;
  if (memo === null || memo === 'unknown') return standing;
  const holder = deploys.find(({ deployId }) => deployId === memo.holder?.deployId);
  return holder ? { ...standing, holder } : standing;
}
