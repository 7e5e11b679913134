import type { BlockAction, ButtonAction } from '@slack/bolt';

/** Somebody pressed a button of ours. On the home tab there is no message: what is said goes to the person. */
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
  const viewId: unknown = container['view_id'];
  if (typeof viewId === 'string') return { by: user.id, channel: user.id, messageTs: viewId, value, id };
  const messageTs: unknown = container['message_ts'];
  const threadTs: unknown = container['thread_ts'];
  if (!channel || typeof messageTs !== 'string') return undefined;
  return { by: user.id, channel: channel.id, messageTs, value, id, ...(typeof threadTs === 'string' && { threadTs }) };
}
