import { type ToldTarget, tellTarget } from '../../client/tell-target.ts';
import { locateTarget } from '../../domain/locate.ts';
import { ADMINS } from '../../domain/rights.ts';
import type { Asked, Desk } from '../desk.ts';
import { inTheirLanguage } from '../languages.ts';
import { privately, type Reply } from '../reply.ts';
import { renderUnknown } from '../views/refusals.ts';
import { renderWishAnswer } from '../views/wish-answer.ts';
import { refusalFor } from './refusal-for.ts';

/** `lock`, `unlock`, `hold`, `resume`: for those who may deploy there, and admins. Whose lock it is, the target judges. */
export async function answerTargetWish(desk: Desk, asked: Asked, command: ToldTarget['command']): Promise<Reply> {
  const { catalog, client, people, links, log } = desk;
  const located = locateTarget(catalog, command.service, command.environment);
  if (located.kind !== 'target') return privately(renderUnknown(located, desk.locale));
  const { target } = located;
  const { service, environment, deployers } = target;
  const what = `${command.kind} ${service} ${environment}`;
  const refusal = await refusalFor(desk, asked.by, { what, groups: [...deployers, ADMINS] });
  if (refusal) return refusal;
  const actor = await people.actorOf(asked.by);
  const answer = await tellTarget(client, { command, actor, target, updateId: asked.key });
  log.info({ service, environment, wish: command.kind, answer: answer.kind }, 'wish');
  return privately(renderWishAnswer(answer, { target: inTheirLanguage(desk, target), links }));
}
