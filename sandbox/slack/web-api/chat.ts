import { z } from 'zod';
import { APP, placeId } from '../company.ts';
import type { Message } from '../workspace.ts';
import {
  MESSAGE_ARGUMENTS,
  type Methods,
  method,
  type Office,
  requireMember,
  requirePlace,
  requireVoice,
  requireWords,
} from './method.ts';
import { refusal } from './refusal.ts';
import { representMessage } from './represent.ts';

const Post = z.object({
  ...MESSAGE_ARGUMENTS,
  thread_ts: z.string().optional(),
  reply_broadcast: z.stringbool().or(z.boolean()).optional(),
  metadata: z.looseObject({}).optional(),
});
const Whisper = z.object({ ...MESSAGE_ARGUMENTS, user: z.string(), thread_ts: z.string().optional() });
const Update = z.object({
  ...MESSAGE_ARGUMENTS,
  ts: z.string(),
  text: z.string().optional(),
  metadata: z.looseObject({}).optional(),
});
const One = z.object({ channel: z.string(), ts: z.string() });

/** Slack takes 40,000 characters in a new message and 4,000 in an edit. */
const LONGEST_POST = 40_000;
const LONGEST_UPDATE = 4_000;

export function createChatMethods(office: Office): Methods {
  return {
    'chat.postMessage': method(Post, (args) => post(office, args)),
    'chat.postEphemeral': method(Whisper, (args) => whisper(office, args)),
    'chat.update': method(Update, (args) => update(office, args)),
    'chat.delete': method(One, (args) => {
      const message = requireOwn(office, args, 'cant_delete_message');
      office.workspace.remove(message);
      return { channel: message.channel, ts: message.ts };
    }),
    'chat.getPermalink': method(z.object({ channel: z.string(), message_ts: z.string() }), (args) => {
      const channel = placeId(requirePlace(office, args.channel));
      const message = office.workspace.find(channel, args.message_ts);
      if (!message || message.onlyFor) throw refusal('message_not_found');
      return { channel, permalink: permalink(office, message) };
    }),
  };
}

function post({ workspace, ...office }: Office, args: z.infer<typeof Post>) {
  const channel = placeId(requireVoice({ workspace, ...office }, args.channel));
  requireWords(args);
  if (args.text.length > LONGEST_POST) throw refusal('msg_too_long');
  const { text, blocks, metadata } = args;
  const threadTs = args.thread_ts && rootOf({ workspace, ...office }, channel, args.thread_ts);
  const message = workspace.post({
    channel,
    author: APP.user,
    text,
    ...(blocks && { blocks }),
    ...(threadTs && { threadTs }),
    ...(threadTs && args.reply_broadcast && { broadcast: true }),
    ...(metadata && { metadata }),
  });
  return { channel, ts: message.ts, message: representMessage(message) };
}

function whisper(office: Office, args: z.infer<typeof Whisper>) {
  const place = requireVoice(office, args.channel);
  requireWords(args);
  if (args.text.length > LONGEST_POST) throw refusal('msg_too_long');
  requireMember(place, args.user);
  const { text, blocks, user, thread_ts } = args;
  const message = office.workspace.post({
    channel: placeId(place),
    author: APP.user,
    onlyFor: user,
    text,
    ...(blocks && { blocks }),
    ...(thread_ts && { threadTs: thread_ts }),
  });
  return { message_ts: message.ts };
}

function update(office: Office, args: z.infer<typeof Update>) {
  const message = requireOwn(office, args, 'cant_update_message');
  requireVoice(office, args.channel);
  const text = args.text ?? message.text;
  requireWords({ ...args, text });
  if (text.length > LONGEST_UPDATE) throw refusal('msg_too_long');
  const { blocks, metadata } = args; // what is left out stays as it was
  const edited = office.workspace.edit(message, { text, ...(blocks && { blocks }), ...(metadata && { metadata }) });
  return { channel: edited.channel, ts: edited.ts, text, message: representMessage(edited) };
}

/** A message of the app that is still there; an ephemeral one is not kept anywhere and cannot be found. */
function requireOwn(office: Office, { channel, ts }: z.infer<typeof One>, error: string): Message {
  const message = office.workspace.find(placeId(requirePlace(office, channel)), ts);
  if (!message || message.onlyFor) throw refusal('message_not_found');
  if (!message.fromApp) throw refusal(error);
  return message;
}

/** Threads are one level deep: an answer to an answer joins the same thread. */
function rootOf({ workspace }: Office, channel: string, ts: string): string {
  const message = workspace.find(channel, ts);
  if (!message || message.onlyFor) throw refusal('thread_not_found');
  return message.threadTs ?? message.ts;
}

function permalink({ site }: Office, { channel, ts, threadTs }: Message): string {
  const thread = threadTs ? `?thread_ts=${threadTs}&cid=${channel}` : '';
  return `${site()}/archives/${channel}/p${ts.replace('.', '')}${thread}`;
}
