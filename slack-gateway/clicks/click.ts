import type { BlockAction, ButtonAction } from '@slack/bolt';

/** Somebody pressed a button of ours. */
export interface Click {
  readonly by: string;
  readonly channel: string;
  readonly messageTs: string;
  readonly threadTs?: string;
  readonly value: string | undefined;
  /** Slack's id of this click; a form may be opened with it, once and within three seconds. */
  readonly id: string;
}

export function clickOf(
  { user, channel, container, trigger_id: id }: BlockAction,
  { value }: ButtonAction,
): Click | undefined {
  const messageTs: unknown = container['message_ts'];
  const threadTs: unknown = container['thread_ts'];
  if (!channel || typeof messageTs !== 'string') return undefined;
  return { by: user.id, channel: channel.id, messageTs, value, id, ...(typeof threadTs === 'string' && { threadTs }) };
}
