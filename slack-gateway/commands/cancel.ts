import { type CancelHeard, cancelDeploy } from '../../client/cancel-deploy.ts';
import { cancellableBy, findRunningDeploys } from '../../client/find-deploys.ts';
import { isAllowed } from '../../domain/actor.ts';
import type { TargetCommand } from '../../domain/command.ts';
import { locateTarget } from '../../domain/locate.ts';
import { ADMINS } from '../../domain/rights.ts';
import type { Asked, Desk } from '../desk.ts';
import { inTheirLanguage } from '../languages.ts';
import { privately, type Reply } from '../reply.ts';
import type { Message } from '../views/blocks.ts';
import { renderCancelHeard, renderNothingToCancel, renderWhichDeploy } from '../views/cancel.ts';
import { renderUnknown } from '../views/refusals.ts';
import { EVERYONE, refusalFor } from './refusal-for.ts';

/** `cancel api production`: one's own deploy there; an admin's word also reaches the others. */
export async function answerCancel(
  desk: Desk,
  asked: Asked,
  { service, environment, reason }: Extract<TargetCommand, { kind: 'cancel' }>,
): Promise<Reply> {
  const { catalog, client, people } = desk;
  const located = locateTarget(catalog, service, environment);
  if (located.kind !== 'target') return privately(renderUnknown(located, desk.locale));
  const { target } = located;
  const theirs = inTheirLanguage(desk, target);
  const refusal = await refusalFor(desk, asked.by, { what: 'cancel', groups: EVERYONE });
  if (refusal) return refusal;

  const running = await findRunningDeploys(client, target);
  const actor = await people.actorOf(asked.by);
  const [chosen, ...more] = cancellableBy(running, { by: asked.by, isAdmin: isAllowed(actor, [ADMINS]) });
  if (!chosen) return privately(renderNothingToCancel(theirs, running));
  if (more.length > 0) return privately(renderWhichDeploy(theirs, [chosen, ...more], desk.links));
  const { deployId } = chosen;
  const cancelling = { by: asked.by, deployId, updateId: asked.key, ...(reason !== undefined && { reason }) };
  return privately((await stopDeploy(desk, cancelling)).message);
}

interface Cancelling {
  readonly by: string;
  readonly deployId: string;
  readonly updateId: string;
  readonly reason?: string;
}

/** For the word and for the button. */
export async function stopDeploy(
  { client, people, locale, log }: Desk,
  { by, deployId, updateId, reason }: Cancelling,
): Promise<{ readonly heard: CancelHeard['kind']; readonly message: Message }> {
  const actor = await people.actorOf(by);
  const cancel = { ...actor, ...(reason !== undefined && { reason }) };
  const heard = await cancelDeploy(client, deployId, { cancel, updateId });
  log.info({ by, deployId, heard: heard.kind }, 'cancel');
  return { heard: heard.kind, message: renderCancelHeard(heard, locale) };
}
