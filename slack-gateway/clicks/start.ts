import { requestDeploy } from '../commands/deploy.ts';
import type { Desk } from '../desk.ts';
import { targetOfId } from '../target-of.ts';
import { type Message, message } from '../views/blocks.ts';
import { whatOf } from '../views/target-news.ts';
import { answerWords } from '../views/words/answers.ts';
import { askedByClick } from './asked-by-click.ts';
import type { Click } from './click.ts';

/** The Deploy button of a chooser: the same rights as for the words, judged now. */
export async function start(desk: Desk, click: Click): Promise<Message> {
  const { catalog } = desk;
  const target = targetOfId(desk, click.value);
  if (!target) return message([answerWords[catalog.locale].unreadable]);
  const reply = await requestDeploy(desk, askedByClick(click, 'start'), { target });
  if (reply.kind !== 'started') return reply.message;
  return message([answerWords[catalog.locale].started(whatOf(target))]);
}
