import { placeId } from '../company.ts';
import type { Office } from '../web-api/method.ts';
import type { Look, Message } from '../workspace.ts';

/** What tests look at. */
export interface Looking {
  /** What everybody there sees, oldest first, threads included (`threadTs`). */
  messages(channel: string): readonly Message[];
  /** What only this person sees, in all channels, oldest first. */
  ephemerals(user: string): readonly Message[];
  /** All looks that a message had, the first one included. */
  history(channel: string, ts: string): readonly Look[];
  /** The first message, old or new, that is (or becomes by an edit) what is looked for. */
  waitForMessage(isIt: (message: Message) => boolean, withinMs?: number): Promise<Message>;
}

export function createLooking({ company, workspace }: Office): Looking {
  const id = (channel: string) => {
    const place = company.place(channel);
    return place ? placeId(place) : channel;
  };
  return {
    messages: (channel) => workspace.list(id(channel)),
    ephemerals: (user) => workspace.all().filter((message) => message.onlyFor === user),
    history: (channel, ts) => workspace.history(id(channel), ts),
    waitForMessage: (isIt, withinMs = 10_000) =>
      new Promise((resolve, reject) => {
        const there = workspace.all().find(isIt);
        if (there) return resolve(there);
        const finish = (settle: () => void) => {
          clearTimeout(timer);
          stop();
          settle();
        };
        const stop = workspace.watch(({ kind, message }) => {
          if (kind !== 'deleted' && isIt(message)) finish(() => resolve(message));
        });
        const timer = setTimeout(() => {
          const heard = workspace
            .all()
            .slice(-10)
            .map(({ author, text }) => `${author}: ${text}`);
          finish(() => reject(new Error(`no such message within ${withinMs} ms; the last ones:\n${heard.join('\n')}`)));
        }, withinMs);
      }),
  };
}
