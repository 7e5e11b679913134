import type { App } from '@slack/bolt';
import { z } from 'zod';
import { type Recorder, seconds } from '../domain/measure.ts';

const Body = z.object({ type: z.string().optional(), command: z.string().optional() });

const KINDS: Readonly<Record<string, string>> = {
  event_callback: 'event',
  block_actions: 'click',
  view_submission: 'form',
  view_closed: 'form',
  block_suggestion: 'menu',
  shortcut: 'shortcut',
};

/** How long Slack waits for us, by HTTP or through a socket: it is answered when the work is done, or has failed. */
export function measureRequests(app: App, record: Recorder): void {
  const hear = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const startedAt = performance.now();
    const kind = kindOf(event.body);
    const tell = (result: string) =>
      record([seconds('tempocat_slack_request', performance.now() - startedAt, { kind, result })]);
    try {
      await hear(event);
      tell('ok');
    } catch (error) {
      tell('failed');
      throw error;
    }
  };
}

function kindOf(body: unknown): string {
  const { type = '', command } = Body.safeParse(body).data ?? {};
  if (command !== undefined) return 'command';
  return Object.hasOwn(KINDS, type) ? (KINDS[type] ?? 'other') : 'other';
}
