import { type Asking, askWish } from '../client/ask-wish.ts';
import type { Home } from '../domain/target/message.ts';
import type { Target } from '../domain/target.ts';
import { TASK_QUEUE } from '../workflows/contract/ids.ts';
import type { Desk } from './desk.ts';
import { inTheirLanguage } from './languages.ts';
import type { Message } from './views/blocks.ts';
import { renderWishAnswer } from './views/wish-answer.ts';

/** Where a target's own news is said. */
export const homeOf = ({ channel, locale }: Target): Home => ({ channel, locale });

/** Brings a person's wish to the target and its answer back. */
export async function askTarget<Wish>(desk: Desk, target: Target, asking: Asking<Wish>): Promise<Message> {
  const { service, environment } = target;
  const answer = await askWish(desk.client, { service, environment, taskQueue: TASK_QUEUE }, asking);
  desk.log.info({ service, environment, wish: asking.update.name, answer: answer.kind }, 'wish');
  return renderWishAnswer(answer, { target: inTheirLanguage(desk, target), links: desk.links });
}
