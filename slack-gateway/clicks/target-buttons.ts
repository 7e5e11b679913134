import { freezeAt } from '../../domain/freeze.ts';
import { targetId } from '../../workflows/contract/ids.ts';
import { lockUpdate, tellMeUpdate, unlockUpdate } from '../../workflows/contract/target-messages.ts';
import { BREAK_GLASS_REASON, parseInterest } from '../actions.ts';
import { askTarget, homeOf } from '../ask-target.ts';
import { EVERYONE, refusalFor } from '../commands/refusal-for.ts';
import type { Desk } from '../desk.ts';
import { openReasonForm } from '../open-form.ts';
import { targetOfId } from '../target-of.ts';
import { type Message, message } from '../views/blocks.ts';
import { answerWords } from '../views/words/answers.ts';
import type { Click } from './click.ts';

type Pressed = (desk: Desk, click: Click) => Promise<Message | undefined>;

/** *Tell me when free*: open to every full member. */
export const tellMe: Pressed = async (desk, click) => {
  const interest = parseInterest(click.value);
  const target = interest && targetOfId(desk, interest.targetId);
  if (!target) return unreadable(desk);
  const refusal = await refusalFor(desk, click.by, { what: 'tell me', groups: EVERYONE });
  if (refusal) return refusal.message;
  const freeze = freezeAt(target.freeze, target.timeZone, Date.now());
  const { digest } = interest;
  return askTarget(desk, target, {
    update: tellMeUpdate,
    message: {
      by: click.by,
      home: homeOf(target),
      ...(freeze && { freeze }),
      ...(digest !== undefined && { digest }),
    },
    updateId: click.id,
  });
};

/** *Extend*: the lock goes on for as long as its owner is left in peace. */
export const extendLock: Pressed = async (desk, click) => {
  const target = targetOfId(desk, click.value);
  if (!target) return unreadable(desk);
  const actor = await desk.people.actorOf(click.by);
  const { lockReminderMs: remindAfterMs } = target;
  return askTarget(desk, target, {
    update: lockUpdate,
    message: { ...actor, home: homeOf(target), remindAfterMs },
    updateId: click.id,
  });
};

export const unlock: Pressed = async (desk, click) => {
  const target = targetOfId(desk, click.value);
  if (!target) return unreadable(desk);
  const actor = await desk.people.actorOf(click.by);
  return askTarget(desk, target, {
    update: unlockUpdate,
    message: { ...actor, home: homeOf(target) },
    updateId: click.id,
  });
};

/** *Break glass*: asks for the reason first; whether this person may is judged when it comes. */
export const breakGlass: Pressed = async (desk, click) => {
  const target = targetOfId(desk, click.value);
  if (!target) return unreadable(desk);
  const isOpen = await openReasonForm(desk, click, { form: BREAK_GLASS_REASON, about: targetId(target) });
  return isOpen ? undefined : message([answerWords[desk.locale].clickNotRecorded]);
};

const unreadable = ({ locale }: Desk): Message => message([answerWords[locale].unreadable]);
