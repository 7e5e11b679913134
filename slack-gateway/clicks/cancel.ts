import { stopDeploy } from '../commands/cancel.ts';
import type { Desk } from '../desk.ts';
import { type Message, message } from '../views/blocks.ts';
import { answerWords } from '../views/words/answers.ts';
import type { Click } from './click.ts';
import { redrawClosed } from './redraw-closed.ts';

/** Its button carries the deploy's id; whether this person may, the deploy judges. */
export async function cancel(desk: Desk, click: Click): Promise<Message> {
  const { by, id, value = '' } = click;
  if (!value.startsWith('deploy:')) return message([answerWords[desk.locale].unreadable]);
  const { heard, message: said } = await stopDeploy(desk, { by, deployId: value, updateId: id });
  if (heard === 'ended') await redrawClosed(desk, click, value);
  return said;
}
