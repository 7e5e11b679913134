import type { Place } from '../domain/deploy.ts';
import type { Asked } from './desk.ts';
import { isDirect } from './languages.ts';

/** Where somebody asked, and who reads there if nobody else does. */
export function placeOf({ by, channel, threadTs }: Asked): Place {
  return {
    channel,
    ...(threadTs !== undefined && { threadTs }),
    ...(isDirect(channel) && { reader: by }),
  };
}

/** Where a look-up that takes a workflow answers, as `sendReply` would: a mention in its thread, a typed command to its asker alone. */
export function lookUpPlace(asked: Asked): { readonly place: Place; readonly privately: boolean } {
  const { door, ts } = asked;
  return {
    place: { ...(door === 'mention' && ts !== undefined && { threadTs: ts }), ...placeOf(asked) },
    privately: door === 'slash',
  };
}
