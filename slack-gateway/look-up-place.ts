import type { Place } from '../domain/deploy.ts';
import type { Asked } from './desk.ts';

/** Where a look-up that takes a workflow answers, as `sendReply` would: a mention in its thread, a typed command to its asker alone. */
export function lookUpPlace({ door, channel, ts, threadTs }: Asked): {
  readonly place: Place;
  readonly privately: boolean;
} {
  const thread = threadTs ?? (door === 'mention' ? ts : undefined);
  return {
    place: { channel, ...(thread !== undefined && { threadTs: thread }) },
    privately: door === 'slash',
  };
}
