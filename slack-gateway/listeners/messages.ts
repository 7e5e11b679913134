import type { App } from '@slack/bolt';
import { messageKey } from '../../workflows/contract/ids.ts';
import { answer } from '../answer.ts';
import type { Asked, Desk } from '../desk.ts';
import { inTime } from '../in-time.ts';
import { speakTo } from '../languages.ts';
import { sendReply } from '../reply.ts';

interface Said {
  readonly user?: string | undefined;
  readonly text?: string | undefined;
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string | undefined;
  readonly edited?: unknown;
  readonly subtype?: string | undefined;
  readonly bot_id?: string | undefined;
}

/**
 * Mentions and direct messages. What fails here is thrown on, becomes HTTP 500, and Slack delivers it again;
 * what was started before is not started twice.
 */
export function listenToMessages(app: App, desk: Desk): void {
  app.event('app_mention', async ({ event }) => {
    await hear(desk, event, 'mention');
  });
  app.event('message', async ({ event }) => {
    if (event.channel_type !== 'im') return;
    await hear(desk, event, 'direct');
  });
}

async function hear(desk: Desk, said: Said, door: Asked['door']): Promise<void> {
  const { user, channel, ts, text = '', thread_ts: threadTs } = said;
  if (user === undefined || !isFresh(said)) return;
  const asked: Asked = {
    ...{ by: user, channel, ts, door, text: withoutMention(text), key: messageKey(channel, ts) },
    ...(threadTs !== undefined && { threadTs }),
  };
  const theirs = await speakTo(desk, user);
  await sendReply(theirs, asked, await inTime(desk, () => answer(theirs, asked)));
}

/** An edited message starts nothing, whatever it says now; bots, joins and our own words are no requests. */
function isFresh({ edited, subtype, bot_id: botId }: Said): boolean {
  return edited === undefined && subtype === undefined && botId === undefined;
}

/** The first mention is our name; what follows is what was said. */
function withoutMention(text: string): string {
  return text.replace(/^\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>\s*/, '');
}
