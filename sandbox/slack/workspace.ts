import type { Block } from './block-kit/block.ts';
import { APP } from './company.ts';

export interface Message {
  readonly channel: string;
  readonly ts: string;
  /** A user id: a person's, the app's, or Slackbot's. */
  readonly author: string;
  readonly fromApp: boolean;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The message that it answers; its own `ts` is never set here. */
  readonly threadTs?: string;
  /** Though an answer, it is also shown in the channel. */
  readonly broadcast?: true;
  /** Ephemeral: the only person who sees it. */
  readonly onlyFor?: string;
  /** When it was last edited, as a `ts`. */
  readonly edited?: string;
  readonly metadata?: unknown;
}

/** How a message looked from a moment on. */
export interface Look {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
  readonly blocks: readonly Block[];
}

type Draft = Pick<Message, 'channel' | 'author' | 'text'> & Partial<Omit<Message, 'ts' | 'fromApp' | 'edited'>>;
type Change = Partial<Pick<Message, 'text' | 'blocks' | 'metadata'>>;
type Happening =
  | { readonly kind: 'posted'; readonly message: Message }
  | { readonly kind: 'edited'; readonly message: Message; readonly before: Message }
  | { readonly kind: 'deleted'; readonly message: Message };

/** What was said: every message with all its looks, in order. */
export interface Workspace {
  nextTs(): string;
  post(draft: Draft): Message;
  edit(message: Message, change: Change): Message;
  remove(message: Message): void;
  find(channel: string, ts: string): Message | undefined;
  /** Oldest first, without ephemeral ones unless they are for that person. */
  list(channel: string, viewer?: string): Message[];
  all(): Message[];
  history(channel: string, ts: string): readonly Look[];
  watch(listener: (happening: Happening) => void): () => void;
}

export function createWorkspace(now: () => number): Workspace {
  const messages = new Map<string, { message: Message; looks: Look[] }>();
  const { tell, watch } = createWatchers();
  const nextTs = createClock(now);
  const key = (channel: string, ts: string) => `${channel} ${ts}`;
  const keep = (message: Message) => {
    const place = key(message.channel, message.ts);
    const looks = messages.get(place)?.looks ?? [];
    messages.set(place, { message, looks: [...looks, { at: now(), text: message.text, blocks: message.blocks }] });
  };
  const all = () => [...messages.values()].map(({ message }) => message);

  return {
    nextTs,
    all,
    post: (draft) => {
      const message = { blocks: [], ...draft, ts: nextTs(), fromApp: draft.author === APP.user };
      keep(message);
      tell({ kind: 'posted', message });
      return message;
    },
    edit: (before, change) => {
      const message = { ...before, ...change, edited: nextTs() };
      keep(message);
      tell({ kind: 'edited', message, before });
      return message;
    },
    remove: (message) => {
      messages.delete(key(message.channel, message.ts));
      tell({ kind: 'deleted', message });
    },
    find: (channel, ts) => messages.get(key(channel, ts))?.message,
    list: (channel, viewer) =>
      all().filter((it) => it.channel === channel && (it.onlyFor === undefined || it.onlyFor === viewer)),
    history: (channel, ts) => messages.get(key(channel, ts))?.looks ?? [],
    watch,
  };
}

function createWatchers() {
  const listeners = new Set<(happening: Happening) => void>();
  return {
    tell: (happening: Happening) => {
      for (const listener of [...listeners]) listener(happening);
    },
    watch: (listener: (happening: Happening) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Slack's times are names, too: unique, and always rising. */
function createClock(now: () => number): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, now() * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}
