import type { App, ViewSubmitAction } from '@slack/bolt';
import { freezeAt } from '../../domain/freeze.ts';
import { targetId } from '../../workflows/contract/ids.ts';
import { breakGlassUpdate } from '../../workflows/contract/target-messages.ts';
import { BREAK_GLASS_REASON, REJECT_REASON } from '../actions.ts';
import { askTarget, homeOf } from '../ask-target.ts';
import type { Desk } from '../desk.ts';
import { inTime } from '../in-time.ts';
import { localeAt, speakTo } from '../languages.ts';
import { postInThread, whisper } from '../reply.ts';
import { type Message, message } from '../views/blocks.ts';
import { type FormReading, readReasonForm } from '../views/reason-form.ts';
import { renderRejectReason } from '../views/reject-reason.ts';
import { answerWords } from '../views/words/answers.ts';

type Filled = Extract<FormReading, { kind: 'read' }> & { readonly by: string; readonly updateId: string };

/** Forms that people sent. What cannot be recorded is said, where the button was. */
export function listenToForms(app: App, desk: Desk): void {
  const listen = (form: string, take: (desk: Desk, filled: Filled) => Promise<Message | undefined>) =>
    app.view<ViewSubmitAction>({ callback_id: form, type: 'view_submission' }, async ({ ack, body, view }) => {
      await ack();
      const reading = readReasonForm(view);
      const by = body.user.id;
      const theirs = await speakTo(desk, by);
      if (reading.kind === 'unreadable') {
        desk.log.warn({ by, form }, 'a form could not be read');
        return whisper(desk, { by, channel: by }, message([answerWords[theirs.locale].clickNotRecorded]));
      }
      const heard = await inTime(desk, () => take(theirs, { ...reading, by, updateId: view.id })).catch(
        (error: unknown) => {
          desk.log.error({ by, form, error: String(error) }, 'a form could not be recorded');
          return message([answerWords[theirs.locale].clickNotRecorded]);
        },
      );
      if (heard) await whisper(desk, { by, channel: reading.topic.channel }, heard);
    });
  listen(REJECT_REASON, sayWhyRejected);
  listen(BREAK_GLASS_REASON, breakGlass);
}

/** The rejection counted when it was clicked; this is for those who read the thread. */
async function sayWhyRejected(desk: Desk, { by, reason, topic }: Filled): Promise<undefined> {
  if (reason === '') return undefined;
  const { channel, messageTs: threadTs } = topic;
  await postInThread(desk, { channel, threadTs }, renderRejectReason({ by, reason }, localeAt(desk, channel)));
}

async function breakGlass(desk: Desk, { by, reason, topic, updateId }: Filled): Promise<Message> {
  const { catalog, people } = desk;
  const target = catalog.targets.find((candidate) => targetId(candidate) === topic.about);
  if (!target || reason === '') return message([answerWords[desk.locale].unreadable]);
  const freeze = freezeAt(target.freeze, target.timeZone, Date.now());
  return askTarget(desk, target, {
    update: breakGlassUpdate,
    message: { ...(await people.actorOf(by)), home: homeOf(target), reason, ...(freeze && { freeze }) },
    updateId,
  });
}
