import type { App } from '@slack/bolt';
import type { Desk } from '../desk.ts';
import type { Homes } from '../home/keep-current.ts';

/** Somebody looks at tempocat's home tab. */
export function listenToHome(app: App, { log }: Desk, homes: Homes): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    await homes.show(event.user).catch((error: unknown) => {
      log.warn({ by: event.user, error: String(error) }, 'a home tab could not be drawn'); // opened again it is drawn again
    });
  });
}
