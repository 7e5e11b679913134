import { Hono } from 'hono';
import type { Sockets } from '../outbound/sockets.ts';
import type { Triggers } from '../outbound/triggers.ts';
import { createChatMethods } from './chat.ts';
import { createDirectoryMethods } from './directory.ts';
import type { Methods, Office } from './method.ts';
import { readArguments } from './read-arguments.ts';
import { refusal } from './refusal.ts';
import { requireScope, wantedScopes } from './scopes.ts';
import { createViewMethods, type ShownView } from './views.ts';

interface WebApiOptions {
  readonly office: Office;
  readonly botToken: string;
  readonly appToken?: string | undefined;
  readonly sockets: Sockets;
  readonly triggers: Triggers;
  readonly views: ShownView[];
}

/** Slack's Web API: every method by its name, under `/api/`; the app's token opens sockets and nothing else. */
export function createWebApi(options: WebApiOptions) {
  const { office, botToken, appToken, sockets, triggers, views } = options;
  const methods: Methods = {
    ...createDirectoryMethods(office),
    ...createChatMethods(office),
    ...createViewMethods(office, triggers, views),
  };
  const forApps: Methods = { 'apps.connections.open': () => ({ url: sockets.invite(office.site()) }) };
  const api = new Hono();
  api.on(['GET', 'POST'], '/:method', async (c) => {
    const args = await readArguments(c.req.raw);
    const token = c.req.header('authorization')?.replace(/^Bearer /i, '') ?? args['token'];
    const known = token === botToken ? methods : token === appToken ? forApps : undefined;
    if (!known || token === undefined) throw refusal('invalid_auth');
    const { scopes, isTokenRevoked } = office.company;
    if (isTokenRevoked) throw refusal('token_revoked');
    const name = c.req.param('method');
    if (!Object.hasOwn(known, name) && Object.hasOwn({ ...methods, ...forApps }, name))
      throw refusal('not_allowed_token_type');
    const run = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!run) throw refusal('unknown_method');
    if (known === methods) requireScope(name, scopes);
    c.header('x-oauth-scopes', (known === methods ? scopes : ['connections:write']).join(','));
    c.header('x-accepted-oauth-scopes', wantedScopes(name).join(','));
    return c.json({ ok: true, ...run(args) });
  });
  return api;
}
