import type { HomeView } from '@slack/types';
import type { Desk } from '../desk.ts';
import { speakTo } from '../languages.ts';
import { renderHome } from '../views/home.ts';
import { readTown, sightOf, type Town } from './read-home.ts';

const LOOK_EVERY_MS = 10_000;
/** Slack does not say when somebody looks away. */
const WATCHES_FOR_MS = 10 * 60_000;
const WATCHED_AT_MOST = 100; // views.publish may be called some hundred times a minute

interface Watcher {
  readonly until: number;
  readonly seen: string;
}

export interface Homes {
  /** Somebody opened their home, or did something there: it is drawn, and kept current for a while. */
  show(user: string): Promise<void>;
  /** Draws again what is watched and has changed. */
  refresh(): Promise<void>;
}

/** The home tab of those who looked at it lately. What a gateway forgets, the next opening draws anew. */
export function keepHomes(desk: Desk, now: () => number = Date.now): Homes {
  const watchers = new Map<string, Watcher>();
  const draw = async (user: string, town: Town) => {
    const theirs = await speakTo(desk, user);
    const view = renderHome(await sightOf(theirs, user, town), {
      locale: theirs.locale,
      links: desk.links,
      now: now(),
    });
    const looks = lookOf(view);
    const before = watchers.get(user);
    if (before?.seen === looks) return;
    await desk.web.views.publish({ user_id: user, view });
    watchers.set(user, { until: before?.until ?? now() + WATCHES_FOR_MS, seen: looks });
  };
  return {
    show: async (user) => {
      watchers.delete(user);
      await draw(user, await readTown(desk));
    },
    refresh: async () => {
      for (const [user, { until }] of watchers) if (until < now()) watchers.delete(user);
      if (watchers.size === 0) return;
      const town = await readTown(desk);
      for (const user of [...watchers.keys()].slice(-WATCHED_AT_MOST)) await draw(user, town);
    },
  };
}

const lookOf = ({ blocks }: HomeView): string => JSON.stringify(blocks);

/** Until the process ends. */
export function refreshHomes(homes: Homes, { log }: Desk): void {
  const look = () =>
    homes
      .refresh()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'home tabs could not be kept current'))
      .finally(() => setTimeout(look, LOOK_EVERY_MS).unref());
  setTimeout(look, LOOK_EVERY_MS).unref();
}
