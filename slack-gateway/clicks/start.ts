import { buttonKey, targetId } from '../../workflows/contract/ids.ts';
import { requestDeploy } from '../commands/deploy.ts';
import type { Asked, Desk } from '../desk.ts';
import { type Message, message } from '../views/blocks.ts';
import { whatOf } from '../views/target-news.ts';
import { answerWords } from '../views/words/answers.ts';
import type { Click } from './click.ts';

/** The Deploy button of a chooser: the same rights as for the words, judged now. */
export async function start(desk: Desk, click: Click): Promise<Message> {
  const { catalog } = desk;
  const target = catalog.targets.find((candidate) => targetId(candidate) === click.value);
  if (!target) return message([answerWords[catalog.locale].unreadable]);
  const { by, channel, threadTs, messageTs } = click;
  const asked: Asked = {
    ...{ by, channel, text: '', door: 'mention', key: buttonKey(channel, messageTs, 'start') },
    ...(threadTs !== undefined && { threadTs }),
  };
  const reply = await requestDeploy(desk, asked, { target });
  if (reply.kind !== 'started') return reply.message;
  return message([answerWords[catalog.locale].started(whatOf(target))]);
}
