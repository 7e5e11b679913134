import { readState } from '../../client/ask-target.ts';
import { readDeploy } from '../../client/read-deploy.ts';
import type { DeployCard } from '../../domain/deploy.ts';
import type { Desk } from '../desk.ts';
import { localeAt } from '../languages.ts';
import { renderDeployCard } from '../views/deploy-card.ts';
import type { Click } from './click.ts';

const ANSWERS_WITHIN_MS = 2_000;

/** The workflow of this message is closed and can draw no more, so the one who noticed draws its outcome. A courtesy. */
export async function redrawClosed(
  desk: Desk,
  { channel, messageTs }: Pick<Click, 'channel' | 'messageTs'>,
  deployId: string,
): Promise<void> {
  const { client, web, links, log } = desk;
  try {
    const deploy = await client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => readDeploy(client, deployId));
    const isItsMessage = deploy?.message === undefined || deploy.message.ts === messageTs;
    const hasEnded = deploy?.isClosed || deploy?.card.endedAt !== undefined; // it draws itself until then
    if (!deploy || !hasEnded || !isItsMessage) return;
    const settled = await settledOf(client, deploy.card);
    const { text, blocks } = renderDeployCard({ ...deploy.card, ...settled, locale: localeAt(desk, channel) }, links);
    await web.chat.update({ channel, ts: messageTs, text, blocks, parse: 'none', link_names: false });
  } catch (error) {
    log.warn({ deployId, error: String(error) }, 'the message of a closed deploy could not be redrawn');
  }
}

/** What a person said of it since; only the target knows. */
async function settledOf(client: Desk['client'], card: DeployCard): Promise<Pick<DeployCard, 'settled'>> {
  const lastChange = (await readState(client, card))?.lastChange;
  return lastChange?.deployId === card.deployId && lastChange.settled ? { settled: lastChange.settled } : {};
}
