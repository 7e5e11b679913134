import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import { printable } from '../paint.ts';
import { bad, good, unknown } from './finding.ts';

const Channel = z.object({
  name: z.string().optional(),
  is_member: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  is_im: z.boolean().optional(),
});

const NO_MESSAGE = '1.000001'; // there is none of this time, anywhere
const MAY_LOOK = ['channels:read', 'groups:read'];
const ASK = 'Add the scopes channels:read and groups:read to let doctor look; deploys need neither.';

/** Whether the app can speak there. Only `conversations.info` says so, and its scope is a courtesy. */
export async function checkChannel(web: WebClient, channel: string, scopes: readonly string[]) {
  try {
    if (!MAY_LOOK.some((scope) => scopes.includes(scope))) return await existence(web, channel);
    const {
      name = channel,
      is_member,
      is_archived,
      is_im,
    } = Channel.parse((await web.conversations.info({ channel })).channel);
    const called = `#${printable(name)}`;
    if (is_archived) return bad(`${called} is archived.`, 'Unarchive it, or name another channel in the catalogue.');
    if (is_member || is_im) return good(`${called}, the app is in it`);
    return bad(`The app is not in ${called}, so it can say nothing there.`, `Say /invite @tempocat in ${called}.`);
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    const { error: said } = error.data;
    if (said === 'missing_scope')
      return unknown('It is private or public, and the token may look at the other kind only.', ASK);
    return missing(channel, said);
  }
}

/** Without a scope Slack still says whether there is such a channel. */
async function existence(web: WebClient, channel: string) {
  try {
    await web.chat.getPermalink({ channel, message_ts: NO_MESSAGE });
    return unknown('It is there; whether the app is in it cannot be seen.', ASK);
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    const { error: said } = error.data;
    if (said !== 'message_not_found') return missing(channel, said);
    return unknown('It is there; whether the app is in it cannot be seen.', ASK);
  }
}

const missing = (channel: string, said: string) =>
  bad(
    `Slack shows no channel ${channel}: ${printable(said)}.`,
    'Correct the id in the catalogue, or, if it is private, say /invite @tempocat there.',
  );
