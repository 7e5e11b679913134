import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { decide, type Heard } from '../../client/decide.ts';
import { buttonKey, targetId } from '../../workflows/contract/ids.ts';
import { APPROVE, parseBallot, REJECT, START } from '../actions.ts';
import { requestDeploy } from '../commands/deploy.ts';
import type { Asked, Desk } from '../desk.ts';
import { whisper } from '../reply.ts';
import { type Message, message } from '../views/blocks.ts';
import { foreign, safe } from '../views/text.ts';
import { answerWords } from '../views/words/answers.ts';
import { voteWords } from '../views/words/votes.ts';

interface Click {
  readonly by: string;
  readonly channel: string;
  readonly messageTs: string;
  readonly threadTs?: string;
  readonly value: string | undefined;
  /** Slack's id of this click. */
  readonly id: string;
}

/** Buttons. A click is never silently ignored: whoever pressed hears at once what became of it, and nobody else does. */
export function listenToClicks(app: App, desk: Desk): void {
  const listen = (actionId: string, answer: (click: Click) => Promise<Message | undefined>) =>
    app.action<BlockAction<ButtonAction>>(
      { action_id: actionId, type: 'block_actions' },
      async ({ ack, body, action }) => {
        await ack();
        const click = clickOf(body, action);
        if (!click) return;
        const heard = await answer(click).catch((error: unknown) => {
          desk.log.error({ by: click.by, actionId, error: String(error) }, 'a click could not be recorded');
          return message([answerWords[desk.catalog.locale].clickNotRecorded]);
        });
        if (heard) await whisper(desk, click, heard);
      },
    );
  listen(APPROVE, (click) => vote(desk, click, 'approve'));
  listen(REJECT, (click) => vote(desk, click, 'reject'));
  listen(START, (click) => start(desk, click));
}

function clickOf(
  { user, channel, container, trigger_id: id }: BlockAction,
  { value }: ButtonAction,
): Click | undefined {
  const messageTs: unknown = container['message_ts'];
  const threadTs: unknown = container['thread_ts'];
  if (!channel || typeof messageTs !== 'string') return undefined;
  return { by: user.id, channel: channel.id, messageTs, value, id, ...(typeof threadTs === 'string' && { threadTs }) };
}

/** The gateway says who clicked; the deploy judges whether it counts. */
async function vote(desk: Desk, { by, value, id }: Click, decision: 'approve' | 'reject'): Promise<Message> {
  const { locale } = desk.catalog;
  const carried = parseBallot(value);
  if (carried.kind === 'unreadable') return message([answerWords[locale].unreadable]);
  const { deployId, plan } = carried.ballot;
  const actor = await desk.people.actorOf(by);
  const heard = await decide(desk.client, deployId, { ...actor, decision, plan, click: id });
  desk.log.info(
    { by, decision, deployId, heard: heard.kind, ...(heard.kind === 'refused' && { code: heard.code }) },
    'decision',
  );
  return message([wordsFor(heard, decision, locale)]);
}

function wordsFor(heard: Heard, decision: 'approve' | 'reject', locale: Desk['catalog']['locale']) {
  const words = voteWords[locale];
  switch (heard.kind) {
    case 'counted':
      if (decision === 'reject') return words.rejected;
      return heard.missing === 0 ? words.approved : words.approvedOf(heard.missing);
    case 'recorded':
      return words.recorded;
    case 'refused':
      return words.refused[heard.code];
    case 'ended':
      return words.endedSomehow;
  }
}

/** The Deploy button of a chooser: the same rights as for the words, judged now. */
async function start(desk: Desk, click: Click): Promise<Message | undefined> {
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
  return message([
    answerWords[catalog.locale].started(safe`*${foreign(target.service)} ${foreign(target.environment)}*`),
  ]);
}
