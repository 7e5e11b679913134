import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Locale } from '../domain/target.ts';
import { createMemory } from './memory.ts';

export const KNOWN_FOR_MS = 5 * 60_000;

const UserInfo = z.object({
  user: z.object({
    team_id: z.string().optional(),
    locale: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
  }),
});
export type Profile = z.infer<typeof UserInfo>['user'];

export interface Profiles {
  of(user: string, maxAgeMs: number): Promise<Profile>;
  /** The language in which they use Slack, if Slack says so within `withinMs`. */
  localeOf(user: string, withinMs: number): Promise<Locale | undefined>;
  forget(user: string): void;
}

/** What Slack says of people, believed for at most five minutes. */
export function createProfiles(web: WebClient, now: () => number = Date.now): Profiles {
  const known = createMemory<Profile>(now);
  const of = (user: string, maxAgeMs: number) =>
    known.recall(user, maxAgeMs, async () => UserInfo.parse(await web.users.info({ user, include_locale: true })).user);
  return {
    of,
    localeOf: async (user, withinMs) => {
      const found = of(user, KNOWN_FOR_MS).catch(() => undefined);
      const profile = await Promise.race([found, sleep(withinMs, undefined, { ref: false })]);
      return profile?.locale === undefined ? undefined : languageOf(profile.locale);
    },
    forget: known.forget,
  };
}

/** Slack says `ja-JP`, `en-GB`; a language that we do not speak is answered in English, as Slack itself would. */
const languageOf = (locale: string): Locale => (locale.startsWith('ja') ? 'ja' : 'en');
