import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import * as actions from '../actions.ts';
import { invokeAgain, itFailed, itWorked, runAgain, undo } from '../clicks/afterwards.ts';
import { cancel } from '../clicks/cancel.ts';
import { type Click, clickOf } from '../clicks/click.ts';
import { adopt, revert } from '../clicks/drift.ts';
import { deployPlanned, openForm, start } from '../clicks/start.ts';
import { breakGlass, extendLock, tellMe, unlock } from '../clicks/target-buttons.ts';
import { approve, reject } from '../clicks/vote.ts';
import type { Desk } from '../desk.ts';
import { inTime } from '../in-time.ts';
import { speakTo } from '../languages.ts';
import { whisper } from '../reply.ts';
import { type Message, message } from '../views/blocks.ts';
import { answerWords } from '../views/words/answers.ts';

/** What each button does. */
export const BUTTONS: Readonly<Record<string, (desk: Desk, click: Click) => Promise<Message | undefined>>> = {
  [actions.APPROVE]: approve,
  [actions.REJECT]: reject,
  [actions.CANCEL]: cancel,
  [actions.START]: start,
  [actions.DEPLOY_PLANNED]: deployPlanned,
  [actions.OPEN_DEPLOY_FORM]: openForm,
  [actions.UNDO]: undo,
  [actions.RUN_AGAIN]: runAgain,
  [actions.IT_WORKED]: itWorked,
  [actions.IT_FAILED]: itFailed,
  [actions.INVOKE_AGAIN]: invokeAgain,
  [actions.ADOPT]: adopt,
  [actions.REVERT]: revert,
  [actions.TELL_ME]: tellMe,
  [actions.BREAK_GLASS]: breakGlass,
  [actions.EXTEND_LOCK]: extendLock,
  [actions.UNLOCK]: unlock,
};

/** All but the menus of forms, which have a listener of their own. */
const OURS = new RegExp(`^(?!(?:${actions.FORM_SERVICE}|${actions.FORM_REF})$)`);

/** Buttons. A click is never silently ignored: whoever pressed hears at once what became of it, and nobody else does. */
export function listenToClicks(app: App, desk: Desk): void {
  app.action<BlockAction<ButtonAction>>({ action_id: OURS, type: 'block_actions' }, async ({ ack, body, action }) => {
    await ack();
    const click = clickOf(body, action);
    const { action_id: actionId } = action;
    const answer = Object.hasOwn(BUTTONS, actionId) ? BUTTONS[actionId] : unknown;
    if (!click || !answer) return;
    const theirs = await speakTo(desk, click.by);
    const heard = await inTime(desk, () => answer(theirs, click)).catch((error: unknown) => {
      desk.log.error({ by: click.by, actionId, error: String(error) }, 'a click could not be recorded');
      return message([answerWords[theirs.locale].clickNotRecorded]);
    });
    if (heard) await whisper(desk, click, heard);
  });
}

/** A button of an earlier version of ours. */
const unknown = async ({ locale }: Desk): Promise<Message> => message([answerWords[locale].unreadable]);
