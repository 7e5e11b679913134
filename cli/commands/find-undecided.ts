import { findRunningDeploys } from '../../client/find-deploys.ts';
import { readDeploy } from '../../client/read-deploy.ts';
import type { DeployCard } from '../../domain/deploy.ts';
import { locateTarget } from '../../domain/locate.ts';
import { renderHeard } from '../../slack-gateway/views/heard.ts';
import { renderUnknown } from '../../slack-gateway/views/refusals.ts';
import { whatOf } from '../../slack-gateway/views/target-news.ts';
import { foreign } from '../../slack-gateway/views/text.ts';
import { answer, type Desk } from '../desk.ts';
import type { Report } from '../report.ts';
import { cliWords } from '../words.ts';

export type Undecided =
  | { readonly kind: 'deploy'; readonly deployId: string; readonly card: DeployCard }
  | { readonly kind: 'none'; readonly report: Report };

const ANSWERS_WITHIN_MS = 5_000;

/** The deploy that is meant: by its id, or the one of that service and environment that waits for a decision. */
export async function findUndecided(desk: Desk, words: readonly string[]): Promise<Undecided> {
  const [service = '', environment = ''] = words;
  if (service.startsWith('deploy:')) return byId(desk, service);
  const { catalog, client, locale } = desk;
  const located = locateTarget(catalog, service, environment);
  if (located.kind !== 'target') return none(answer(desk, 'not-understood', renderUnknown(located, locale)));
  const running = await findRunningDeploys(client, located.target);
  const read = await Promise.all(running.map(({ deployId }) => readOne(desk, deployId)));
  const waiting = read.flatMap((deploy) => (deploy?.phase === 'awaiting-approval' ? [deploy] : []));
  const [card, ...others] = waiting;
  const said = cliWords[locale];
  const what = whatOf(located.target);
  if (!card) return none(answer(desk, 'refused', said.nothingToDecide(what)));
  if (others.length === 0) return { kind: 'deploy', deployId: card.deployId, card };
  const ids = waiting.map(({ deployId }) => foreign(deployId, 300));
  return none(answer(desk, 'not-understood', [said.severalToDecide(what), ...ids]));
}

const none = (report: Report): Undecided => ({ kind: 'none', report });

async function byId(desk: Desk, deployId: string): Promise<Undecided> {
  const card = await readOne(desk, deployId);
  const { locale } = desk;
  if (!card) return none(answer(desk, 'refused', cliWords[locale].noSuchDeploy(foreign(deployId, 300))));
  if (card.endedAt !== undefined)
    return none(answer(desk, 'refused', renderHeard({ kind: 'ended' }, 'approve', locale)));
  return { kind: 'deploy', deployId, card };
}

/** Needs a worker; throws when none answers. */
async function readOne({ client }: Desk, deployId: string): Promise<DeployCard | undefined> {
  const reading = await client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => readDeploy(client, deployId));
  return reading?.card;
}
