import type { Target } from '../../domain/target.ts';
import { parseTagged } from '../actions.ts';
import { requestDeploy } from '../commands/deploy.ts';
import { EVERYONE, refusalFor } from '../commands/refusal-for.ts';
import { openDeployForm } from '../deploy-form/open.ts';
import type { Desk } from '../desk.ts';
import { targetOfId } from '../target-of.ts';
import { type Message, message } from '../views/blocks.ts';
import { whatOf } from '../views/target-news.ts';
import { answerWords } from '../views/words/answers.ts';
import { askedByClick } from './asked-by-click.ts';
import type { Click } from './click.ts';

/** The Deploy button of a chooser: the same rights as for the words, judged now. */
export const start = (desk: Desk, click: Click): Promise<Message> =>
  begin(desk, click, { action: 'start', target: targetOfId(desk, click.value) });

/** The Deploy button of a plan: exactly the tag that was shown. */
export async function deployPlanned(desk: Desk, click: Click): Promise<Message> {
  const carried = parseTagged(click.value);
  const target = targetOfId(desk, carried?.targetId);
  return begin(desk, click, { action: 'planned', target, ...(carried && { ref: carried.tag }) });
}

/** The form to choose in, over the message with the button. */
export async function openForm(desk: Desk, { id, by, channel, threadTs, value }: Click): Promise<Message | undefined> {
  const refusal = await refusalFor(desk, by, { what: 'deploy', groups: EVERYONE });
  if (refusal) return refusal.message;
  const known = desk.catalog.targets.find(({ environment }) => environment === value)?.environment;
  const place = {
    channel,
    ...(threadTs !== undefined && { threadTs }),
    ...(known !== undefined && { environment: known }),
  };
  const isOpen = await openDeployForm(desk, { triggerId: id, place });
  return isOpen ? undefined : message([answerWords[desk.locale].clickNotRecorded]);
}

interface Wish {
  readonly action: string;
  readonly target: Target | undefined;
  readonly ref?: string;
}

async function begin(desk: Desk, click: Click, { action, target, ref }: Wish): Promise<Message> {
  const words = answerWords[desk.locale];
  if (!target) return message([words.unreadable]);
  const reply = await requestDeploy(desk, askedByClick(click, action), { target, ...(ref !== undefined && { ref }) });
  return reply.kind === 'started' ? message([words.started(whatOf(target))]) : reply.message;
}
