import type { App } from '@slack/bolt';
import type { Desk } from '../desk.ts';

/** Somebody joined or left a user group, or an account changed: what was known of it counts no more. */
export function listenToGroupChanges(app: App, { people }: Pick<Desk, 'people'>): void {
  app.event('subteam_members_changed', async ({ event }) => people.forget(event.subteam_id));
  app.event('subteam_updated', async ({ event }) => people.forget(event.subteam.id));
  app.event('user_change', async ({ event }) => people.forget(event.user.id));
}
