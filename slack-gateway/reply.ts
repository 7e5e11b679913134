import { WebAPIPlatformError } from '@slack/web-api';
import type { Asked, Desk } from './desk.ts';
import { patiently } from './patiently.ts';
import type { Message } from './views/blocks.ts';

/** `privately`: help, errors, refusals. `look-up`: a mention is answered in its thread, a typed command to its asker alone. */
export type Reply =
  | { readonly kind: 'privately'; readonly message: Message }
  | { readonly kind: 'look-up'; readonly message: Message }
  /** A workflow was started, and speaks for itself. */
  | { readonly kind: 'started' };

export type Private = Extract<Reply, { kind: 'privately' }>;

export const privately = (message: Message): Private => ({ kind: 'privately', message });

const PLAIN = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false } as const;

export async function sendReply(desk: Desk, asked: Asked, reply: Reply): Promise<void> {
  if (reply.kind === 'started') return;
  if (asked.door === 'direct') await post(desk, { channel: asked.channel, threadTs: asked.threadTs }, reply.message);
  else if (reply.kind === 'look-up' && asked.door === 'mention')
    await post(desk, { channel: asked.channel, threadTs: asked.threadTs ?? asked.ts }, reply.message);
  else await whisper(desk, asked, reply.message);
}

/** Where tempocat is no member of the channel, or where there is none, a direct message reaches the person all the same. */
const NOT_THERE = ['not_in_channel', 'channel_not_found', 'user_not_in_channel'];

export const whisper = (desk: Desk, to: Ear, { text, blocks }: Message): Promise<void> =>
  patiently(desk.log, async () => {
    const { channel, by: user, threadTs } = to;
    const directly = () => desk.web.chat.postMessage({ channel: user, text, blocks, ...PLAIN });
    if (channel === user) return directly(); // only what stays is still there when they leave the home tab
    const place = { channel, user, ...(threadTs !== undefined && { thread_ts: threadTs }) };
    try {
      return await desk.web.chat.postEphemeral({ ...place, text, blocks, parse: 'none', link_names: false });
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError) || !NOT_THERE.includes(error.data.error)) throw error;
      return directly();
    }
  });

type Ear = Pick<Asked, 'channel' | 'by' | 'threadTs'>;

interface Place {
  readonly channel: string;
  readonly threadTs: string | undefined;
}

/** For all who follow that thread. */
export const postInThread = (desk: Desk, place: Required<Place>, message: Message): Promise<void> =>
  post(desk, place, message);

const post = ({ web, log }: Desk, { channel, threadTs }: Place, { text, blocks }: Message): Promise<void> =>
  patiently(log, () =>
    web.chat.postMessage({
      channel,
      text,
      blocks,
      ...(threadTs !== undefined && { thread_ts: threadTs }),
      ...PLAIN,
    }),
  );
