import { readDeploy } from '../../client/read-deploy.ts';
import { readInvocation } from '../../client/read-invocation.ts';
import { ADMINS } from '../../domain/rights.ts';
import { settleUpdate } from '../../workflows/contract/target-messages.ts';
import { askTarget, homeOf } from '../ask-target.ts';
import { requestDeploy } from '../commands/deploy.ts';
import { requestInvoke } from '../commands/invoke.ts';
import { refusalFor } from '../commands/refusal-for.ts';
import { requestUndo } from '../commands/undo.ts';
import type { Desk } from '../desk.ts';
import { targetOfDeploy } from '../target-of.ts';
import { type Message, message } from '../views/blocks.ts';
import { whatOf } from '../views/target-news.ts';
import { answerWords } from '../views/words/answers.ts';
import { undoWords } from '../views/words/undo.ts';
import { askedByClick } from './asked-by-click.ts';
import type { Click } from './click.ts';
import { redrawClosed } from './redraw-closed.ts';

type Pressed = (desk: Desk, click: Click) => Promise<Message>;

/** *Undo* on a finished deploy: takes back just that one, or nothing. */
export const undo: Pressed = async (desk, click) => {
  const { value: of } = click;
  const target = targetOfDeploy(desk, of);
  if (!target || of === undefined) return unreadable(desk);
  const reply = await requestUndo(desk, askedByClick(click, 'undo'), { target, of });
  return reply.kind === 'started' ? message([undoWords[desk.locale].started(whatOf(target))]) : reply.message;
};

/** *Run again*: the same image, as a new deploy. */
export const runAgain: Pressed = async (desk, click) => {
  const target = targetOfDeploy(desk, click.value);
  if (!target) return unreadable(desk);
  const tag = (await readDeploy(desk.client, click.value ?? ''))?.card.image?.tag;
  const words = undoWords[desk.locale];
  if (tag === undefined) return message([words.cannotRunAgain]);
  const reply = await requestDeploy(desk, askedByClick(click, 'again'), { target, ref: tag });
  return reply.kind === 'started' ? message([words.startedAgain(whatOf(target))]) : reply.message;
};

/** *Run again* of an invocation, with the same values. */
export const invokeAgain: Pressed = async (desk, click) => {
  const { value = '' } = click;
  const words = undoWords[desk.locale];
  const [kind, name, environment] = value.split(':');
  const target = desk.catalog.functions.find((entry) => entry.name === name && entry.environment === environment);
  if (kind !== 'invoke' || !target) return unreadable(desk);
  const invocation = await readInvocation(desk.client, value);
  if (!invocation) return message([words.cannotRunAgain]);
  const reply = await requestInvoke(desk, askedByClick(click, 'again'), { target, pairs: invocation.pairs });
  if (reply.kind !== 'started') return reply.message;
  return message([words.startedAgain(whatOf({ service: target.name, environment: target.environment }))]);
};

/** *It worked*, *It failed*: a person who may deploy there knows what became of it. */
const settle =
  (worked: boolean): Pressed =>
  async (desk, click) => {
    const { by, value: deployId = '', id: updateId, messageTs } = click;
    const target = targetOfDeploy(desk, deployId);
    if (!target) return unreadable(desk);
    const what = `settle ${target.service} ${target.environment}`;
    const refusal = await refusalFor(desk, by, { what, groups: [...target.deployers, ADMINS] });
    if (refusal) return refusal.message;
    const actor = await desk.people.actorOf(by);
    const wish = { ...actor, home: homeOf(target), deployId, worked, threadTs: click.threadTs ?? messageTs };
    const heard = await askTarget(desk, target, { update: settleUpdate, message: wish, updateId });
    await redrawClosed(desk, click, deployId);
    return heard;
  };

export const itWorked = settle(true);
export const itFailed = settle(false);

const unreadable = ({ locale }: Desk): Message => message([answerWords[locale].unreadable]);
