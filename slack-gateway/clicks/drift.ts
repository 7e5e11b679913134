import { ADMINS } from '../../domain/rights.ts';
import { adoptUpdate } from '../../workflows/contract/target-messages.ts';
import { parseTagged } from '../actions.ts';
import { askTarget, homeOf } from '../ask-target.ts';
import { requestDeploy } from '../commands/deploy.ts';
import { refusalFor } from '../commands/refusal-for.ts';
import type { Desk } from '../desk.ts';
import { targetOfId } from '../target-of.ts';
import { type Message, message } from '../views/blocks.ts';
import { whatOf } from '../views/target-news.ts';
import { answerWords } from '../views/words/answers.ts';
import { askedByClick } from './asked-by-click.ts';
import type { Click } from './click.ts';

/** *Adopt*: what somebody changed by hand is right. */
export async function adopt(desk: Desk, click: Click): Promise<Message> {
  const carried = parseTagged(click.value);
  const target = targetOfId(desk, carried?.targetId);
  if (!carried || !target) return message([answerWords[desk.locale].unreadable]);
  const what = `adopt ${target.service} ${target.environment}`;
  const refusal = await refusalFor(desk, click.by, { what, groups: [...target.deployers, ADMINS] });
  if (refusal) return refusal.message;
  const actor = await desk.people.actorOf(click.by);
  const wish = { ...actor, home: homeOf(target), tag: carried.tag };
  return askTarget(desk, target, { update: adoptUpdate, message: wish, updateId: click.id });
}

/** *Revert*: a deploy of what tempocat had deployed. */
export async function revert(desk: Desk, click: Click): Promise<Message> {
  const carried = parseTagged(click.value);
  const target = targetOfId(desk, carried?.targetId);
  if (!carried || !target) return message([answerWords[desk.locale].unreadable]);
  const reply = await requestDeploy(desk, askedByClick(click, 'revert'), { target, ref: carried.tag });
  return reply.kind === 'started' ? message([answerWords[desk.locale].started(whatOf(target))]) : reply.message;
}
