import { refusal } from './refusal.ts';

/** The scope that each method wants; the others want none. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'users.info': ['users:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read'],
  'conversations.open': ['im:write'],
};

/** Everything that a method wants, and what only lets events and commands come. */
export const ALL_SCOPES: readonly string[] = [
  ...new Set([...Object.values(WANTED).flat(), 'app_mentions:read', 'commands', 'im:history']),
];

export const wantedScopes = (method: string): readonly string[] =>
  Object.hasOwn(WANTED, method) ? (WANTED[method] ?? []) : [];

/** One of those that the method wants is enough. */
export function requireScope(method: string, granted: readonly string[]): void {
  const wanted = wantedScopes(method);
  if (wanted.length === 0 || wanted.some((scope) => granted.includes(scope))) return;
  throw refusal('missing_scope', [], { needed: wanted.join(','), provided: granted.join(',') });
}
