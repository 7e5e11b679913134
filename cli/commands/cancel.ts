import { type CancelHeard, cancelDeploy } from '../../client/cancel-deploy.ts';
import { cancellableBy, findRunningDeploys } from '../../client/find-deploys.ts';
import { isAllowed } from '../../domain/actor.ts';
import type { TargetCommand } from '../../domain/command.ts';
import { locateTarget } from '../../domain/locate.ts';
import { ADMINS } from '../../domain/rights.ts';
import { renderCancelHeard, renderNothingToCancel, renderWhichDeploy } from '../../slack-gateway/views/cancel.ts';
import { renderUnknown } from '../../slack-gateway/views/refusals.ts';
import { SafeText } from '../../slack-gateway/views/text.ts';
import { type ActorsDesk, answer } from '../desk.ts';
import type { Exit, Report } from '../report.ts';
import { cliWords } from '../words.ts';

/** `tempocat cancel api production`: one's own deploy there; an admin's word also reaches the others. */
export async function cancel(
  desk: ActorsDesk,
  { service, environment, reason }: Extract<TargetCommand, { kind: 'cancel' }>,
): Promise<Report> {
  const { catalog, client, locale, links, actor } = desk;
  const located = locateTarget(catalog, service, environment);
  if (located.kind !== 'target') return answer(desk, 'not-understood', renderUnknown(located, locale));
  const theirs = { ...located.target, locale };
  const running = await findRunningDeploys(client, theirs);
  const [chosen, ...more] = cancellableBy(running, { by: actor.by, isAdmin: isAllowed(actor, [ADMINS]) });
  if (!chosen) return answer(desk, 'refused', renderNothingToCancel(theirs, running));
  if (more.length === 0) return cancelOne(desk, chosen.deployId, reason);
  const { text } = renderWhichDeploy(theirs, [chosen, ...more], links);
  return answer(desk, 'not-understood', [SafeText.parse(text), cliWords[locale].severalRunning]);
}

/** By its id; the deploy judges who asks. */
export async function cancelOne(desk: ActorsDesk, deployId: string, reason: string | undefined): Promise<Report> {
  const { client, locale, actor, key: updateId } = desk;
  const cancelling = { ...actor, ...(reason !== undefined && { reason }) };
  const heard = await cancelDeploy(client, deployId, { cancel: cancelling, updateId });
  return { ...answer(desk, EXITS[heard.kind], renderCancelHeard(heard, locale)), data: { deployId, ...heard } };
}

const EXITS = {
  cancelling: 'done',
  refused: 'refused',
  ended: 'refused',
  'no-answer': 'no-answer',
} as const satisfies Record<CancelHeard['kind'], Exit>;
