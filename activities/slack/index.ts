import type { KnownBlock } from '@slack/types';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Place } from '../../domain/deploy.ts';
import type { Locale } from '../../domain/target.ts';
import type { Letter, Posted, SlackEditPort, SlackPort } from '../../workflows/contract/ports/slack.ts';
import { permanent } from '../failures.ts';
import { failureOf } from './errors.ts';
import { createPause } from './pause.ts';

/** Draws a letter, in its own language unless told. The gateway's views do it; the postman only carries. */
export type Render = (letter: Letter, locale?: Locale) => Drawn;

interface Drawn {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

interface Postman {
  readonly web: WebClient;
  readonly render: Render;
  /** In which language somebody reads; never fails. */
  readonly localeOf: (user: string) => Promise<Locale | undefined>;
}

/** Nothing in our text is rewritten by Slack, and no link grows a preview. */
const PLAIN = { parse: 'none', link_names: false } as const;
const QUIET = { ...PLAIN, unfurl_links: false, unfurl_media: false } as const;

/** Where a person may be whispered to when the bot is not in the channel: only in a direct message. */
const NOT_THERE = ['not_in_channel', 'channel_not_found', 'user_not_in_channel'];

export function createSlackActivities({ web, render, localeOf }: Postman) {
  const unlessPaused = createPause('chat.update');
  const draw = async (letter: Letter, reader: string | undefined) =>
    render(letter, reader === undefined ? undefined : await localeOf(reader));
  return {
    async postMessage({ place, letter, broadcast }) {
      const reader = readerOf(place);
      const drawn = await draw(letter, reader);
      const { channel, ts } = await post(web, place, { ...drawn, ...(broadcast && { reply_broadcast: true }) });
      const permalink = await findPermalink(web, channel, ts);
      return { channel, ts, ...(permalink !== undefined && { permalink }), ...(reader !== undefined && { reader }) };
    },

    async whisper({ place, user, letter }) {
      const drawn = await draw(letter, user);
      const directly = async () => void (await post(web, { channel: user }, drawn));
      if (place.channel === user) return directly();
      try {
        const message = { channel: place.channel, user, ...threadOf(place), ...drawn, ...PLAIN };
        requireTs((await web.chat.postEphemeral(message)).message_ts);
      } catch (error) {
        if (!(error instanceof WebAPIPlatformError) || !NOT_THERE.includes(error.data.error)) {
          throw failureOf(error, 'chat.postEphemeral');
        }
        await directly();
      }
    },

    async updateMessage({ message: { channel, ts, reader }, letter }) {
      const drawn = await draw(letter, reader); // before the look whether Slack wants a pause: nothing comes in between
      await unlessPaused(async () => requireTs((await web.chat.update({ channel, ts, ...drawn, ...PLAIN })).ts));
    },
  } satisfies SlackPort & SlackEditPort;
}

/** What is posted to a person's id arrives in their direct messages. */
const readerOf = ({ channel, reader }: Place): string | undefined => (/^[UW]/.test(channel) ? channel : reader);

/** Slack names the message that it took. */
function requireTs(ts: unknown): void {
  if (typeof ts !== 'string') throw new Error('What answers in the place of Slack does not answer as Slack does.');
}

const threadOf = ({ threadTs }: Place) => (threadTs === undefined ? {} : { thread_ts: threadTs });

async function post(web: WebClient, place: Place, drawn: Drawn): Promise<Posted> {
  try {
    const posted = await web.chat.postMessage({ channel: place.channel, ...threadOf(place), ...drawn, ...QUIET });
    if (!posted.channel || !posted.ts) throw permanent('internal', 'Slack did not say where it posted the message');
    return { channel: posted.channel, ts: posted.ts };
  } catch (error) {
    throw failureOf(error, 'chat.postMessage');
  }
}

/** A courtesy: posting again because the link could not be had would post twice. */
async function findPermalink(web: WebClient, channel: string, message_ts: string): Promise<string | undefined> {
  return web.chat.getPermalink({ channel, message_ts }).then(
    ({ permalink }) => permalink,
    () => undefined,
  );
}
