import { Hono } from 'hono';
import type { Triggers } from '../outbound/triggers.ts';
import { createChatMethods } from './chat.ts';
import { createDirectoryMethods } from './directory.ts';
import type { Methods, Office } from './method.ts';
import { readArguments } from './read-arguments.ts';
import { refusal } from './refusal.ts';
import { createViewMethods, type ShownView } from './views.ts';

interface WebApiOptions {
  readonly office: Office;
  readonly botToken: string;
  readonly triggers: Triggers;
  readonly views: ShownView[];
}

/** Slack's Web API: every method by its name, under `/api/`. */
export function createWebApi({ office, botToken, triggers, views }: WebApiOptions) {
  const methods: Methods = {
    ...createDirectoryMethods(office),
    ...createChatMethods(office),
    ...createViewMethods(office, triggers, views),
  };
  const api = new Hono();
  api.on(['GET', 'POST'], '/:method', async (c) => {
    const args = await readArguments(c.req.raw);
    const token = c.req.header('authorization')?.replace(/^Bearer /i, '') ?? args['token'];
    if (token !== botToken) throw refusal('invalid_auth');
    const name = c.req.param('method');
    const run = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!run) throw refusal('unknown_method');
    return c.json({ ok: true, ...run(args) });
  });
  return api;
}
