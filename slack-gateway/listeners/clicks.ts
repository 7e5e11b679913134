import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { APPROVE, BREAK_GLASS, CANCEL, EXTEND_LOCK, REJECT, START, TELL_ME, UNLOCK } from '../actions.ts';
import { cancel } from '../clicks/cancel.ts';
import { type Click, clickOf } from '../clicks/click.ts';
import { start } from '../clicks/start.ts';
import { breakGlass, extendLock, tellMe, unlock } from '../clicks/target-buttons.ts';
import { approve, reject } from '../clicks/vote.ts';
import type { Desk } from '../desk.ts';
import { whisper } from '../reply.ts';
import { type Message, message } from '../views/blocks.ts';
import { answerWords } from '../views/words/answers.ts';

/** What each button does. */
const BUTTONS: Readonly<Record<string, (desk: Desk, click: Click) => Promise<Message | undefined>>> = {
  [APPROVE]: approve,
  [REJECT]: reject,
  [CANCEL]: cancel,
  [START]: start,
  [TELL_ME]: tellMe,
  [BREAK_GLASS]: breakGlass,
  [EXTEND_LOCK]: extendLock,
  [UNLOCK]: unlock,
};

/** Buttons. A click is never silently ignored: whoever pressed hears at once what became of it, and nobody else does. */
export function listenToClicks(app: App, desk: Desk): void {
  for (const [actionId, answer] of Object.entries(BUTTONS)) {
    app.action<BlockAction<ButtonAction>>(
      { action_id: actionId, type: 'block_actions' },
      async ({ ack, body, action }) => {
        await ack();
        const click = clickOf(body, action);
        if (!click) return;
        const heard = await answer(desk, click).catch((error: unknown) => {
          desk.log.error({ by: click.by, actionId, error: String(error) }, 'a click could not be recorded');
          return message([answerWords[desk.catalog.locale].clickNotRecorded]);
        });
        if (heard) await whisper(desk, click, heard);
      },
    );
  }
}
