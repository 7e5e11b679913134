import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { DEPLOY_SHORTCUT } from '../../slack-gateway/actions.ts';
import { manifestFor } from '../../slack-gateway/manifest.ts';
import { filesUnder } from '../house/sources.ts';

/** The scope that each Web API method wants; `auth.test`, `chat.getPermalink` and `views.*` want none. */
const SCOPES: Readonly<Record<string, string | undefined>> = {
  'auth.test': undefined,
  'chat.getPermalink': undefined,
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'users.info': 'users:read',
  'usergroups.users.list': 'usergroups:read',
  'views.open': undefined,
  'views.publish': undefined,
  'views.update': undefined,
};
const EVENTS = {
  app_home_opened: undefined,
  app_mention: 'app_mentions:read',
  'message.im': 'im:history',
  subteam_members_changed: 'usergroups:read',
  subteam_updated: 'usergroups:read',
  user_change: 'users:read',
} as const;

const sources = ['slack-gateway', 'activities/slack'].flatMap(filesUnder).map((file) => readFileSync(file, 'utf8'));

const manifest = manifestFor('http');

it.each([
  ['manifest.json', manifest],
  ['manifest-socket.json', manifestFor('socket')],
])('%s is what manifest.ts says', (file, said) => {
  expect(JSON.parse(readFileSync(`slack-gateway/${file}`, 'utf8'))).toEqual(said);
});

it('socket mode asks for the same, and names no address', () => {
  const withoutAddresses = JSON.parse(JSON.stringify(manifest), (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('https://') ? undefined : value,
  );
  withoutAddresses.settings.socket_mode_enabled = true;
  expect(JSON.stringify(manifestFor('socket'))).not.toContain('https://');
  expect(manifestFor('socket')).toEqual(withoutAddresses);
});

it('asks for exactly the scopes of the methods and events in use', () => {
  const methods = sources.flatMap((text) =>
    [...text.matchAll(/\bweb\.([a-z]+(?:\.[a-zA-Z]+)+)\(/g)].map(([, method = '']) => method),
  );
  expect(methods.length).toBeGreaterThan(4);
  expect(methods.filter((method) => !Object.hasOwn(SCOPES, method))).toEqual([]);
  const wanted = new Set([
    ...methods.flatMap((method) => SCOPES[method] ?? []),
    ...Object.values(EVENTS).flatMap((scope) => scope ?? []),
    'commands',
  ]);
  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...wanted].toSorted());
});

it('subscribes to exactly the events and commands that are listened to', () => {
  const events = sources.flatMap((text) =>
    [...text.matchAll(/app\.event\('([a-z_]+)'/g)].map(([, event = '']) => event),
  );
  expect(manifest.settings.event_subscriptions.bot_events.map((event) => event.split('.')[0]).toSorted()).toEqual(
    events.toSorted(),
  );
  const commands = sources.flatMap((text) =>
    [...text.matchAll(/app\.command\('([^']+)'/g)].map(([, command = '']) => command),
  );
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(commands);
  const shortcuts = sources.some((text) => text.includes('callback_id: DEPLOY_SHORTCUT')) ? [DEPLOY_SHORTCUT] : [];
  expect(manifest.features.shortcuts.map(({ callback_id: id }) => id)).toEqual(shortcuts);
  const hasMenus = sources.some((text) => text.includes('app.options<'));
  expect('message_menu_options_url' in manifest.settings.interactivity).toBe(hasMenus);
});
