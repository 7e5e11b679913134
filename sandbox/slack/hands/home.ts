import { interactiveOf } from '../block-kit/block.ts';
import { isInput } from '../block-kit/view.ts';
import { directId } from '../company.ts';
import { deliverEvent, newEventId } from '../outbound/deliver-event.ts';
import { shortcutPayload, viewActionPayload } from '../outbound/view-payloads.ts';
import { representView, type ShownView } from '../web-api/views.ts';
import type { Desk } from './desk.ts';
import type { Done } from './talk.ts';

interface HomeClick {
  readonly user: string;
  readonly actionId: string;
  readonly value?: string;
  /** What is on the screen, where that is not yet what the app put there last. */
  readonly seen?: ShownView;
}

/** The app's home tab, and its shortcuts, which are everywhere. */
export interface Home {
  /** Looks at the home tab; resolves when the app has heard of it. */
  openHome(user: string): Promise<void>;
  /** What the app has put there last. */
  home(user: string): ShownView | undefined;
  clickHome(click: HomeClick): Promise<Done>;
  shortcut(user: string, callbackId: string): Promise<Done>;
}

export function createHome(desk: Desk, views: readonly ShownView[]): Home {
  const { company, line, triggers, workspace, retryDelaysMs } = desk;
  const home = (user: string) => views.findLast((view) => view.type === 'home' && view.user === user);
  const personOf = (user: string) => {
    const person = company.person(user);
    if (!person || person.deleted) throw new Error(`nobody here is ${user}`);
    return person;
  };
  const send = async (payload: object, triggerId: string): Promise<Done> => ({
    triggerId,
    outcome: await line.sendForm({ payload: JSON.stringify(payload) }),
  });
  return {
    home,
    openHome: async (user) => {
      const view = home(user);
      const where = { user: personOf(user).id, channel: directId(user), tab: 'home', event_ts: workspace.nextTs() };
      const event = { type: 'app_home_opened', ...where, ...(view && { view: representView(view) }) };
      await deliverEvent(line, { event_id: newEventId(), event }, retryDelaysMs);
    },
    clickHome: async ({ user, actionId, value, seen }) => {
      const view = seen ?? home(user);
      if (!view) throw new Error(`${user} has no home tab`);
      const all = view.blocks.flatMap((block) =>
        isInput(block) ? [] : interactiveOf(block).map((element) => ({ element, blockId: block.block_id })),
      );
      const found = all.find(
        ({ element }) =>
          element.action_id === actionId &&
          (value === undefined || (element.type === 'button' && element.value === value)),
      );
      if (!found) throw new Error(`no ${actionId} at home`);
      const triggerId = triggers.create(user);
      return send(
        viewActionPayload({ person: personOf(user), view, triggerId }, { ...found, at: workspace.nextTs() }),
        triggerId,
      );
    },
    shortcut: async (user, callbackId) => {
      const triggerId = triggers.create(user);
      return send(shortcutPayload(personOf(user), callbackId, triggerId), triggerId);
    },
  };
}
