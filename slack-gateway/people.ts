import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Actor, Standing } from '../domain/actor.ts';
import type { Catalog } from '../domain/catalog.ts';
import type { Locale } from '../domain/target.ts';
import { createMemory } from './memory.ts';
import { createProfiles, KNOWN_FOR_MS, type Profile } from './profiles.ts';
import { createUserGroups } from './user-groups.ts';

/** A language is worth no longer wait: Slack waits three seconds for us. */
const POLITE_WITHIN_MS = 500;
/** Of an approval more is at stake. */
export const FRESH_FOR_A_DECISION_MS = 60_000;

interface Asking {
  /** What Slack said longer ago is asked again; five minutes unless told. */
  readonly maxAgeMs?: number;
  /** The only groups of the catalogue that matter: the others are not looked at, nor said. */
  readonly among?: readonly string[];
}

export interface People {
  /** Who this is, as Slack and the catalogue's groups say; where Slack cannot say: `unknown`. */
  actorOf(user: string, asking?: Asking): Promise<Actor>;
  /** The language in which they use Slack, as far as it is one of ours and Slack says so at once. */
  localeOf(user: string): Promise<Locale | undefined>;
  /** Slack said that a user group, or somebody's account, has changed. */
  forget(id: string): void;
}

interface Options {
  readonly web: WebClient;
  /** As the catalogue has them now. */
  readonly groups: () => Catalog['groups'];
  readonly log: Logger;
  readonly now?: () => number;
}

/** Rights go by Slack user id and user-group id. What Slack said is believed for at most five minutes. */
export function createPeople({ web, groups, log, now = Date.now }: Options): People {
  const teams = createMemory<string>(now);
  const profiles = createProfiles(web, now);
  const userGroups = createUserGroups({ web, log, now });

  const ownTeam = () =>
    teams.recall('own', KNOWN_FOR_MS, async () => z.string().parse((await web.auth.test()).team_id));
  const standingOf = async (user: string, maxAgeMs: number) =>
    judgeStanding(await profiles.of(user, maxAgeMs), await ownTeam());
  const isIn = async (user: string, group: string, maxAgeMs: number): Promise<boolean> => {
    const ids = groups()[group] ?? [];
    if (ids.includes(user)) return true;
    const lists = ids.filter((id) => id.startsWith('S'));
    return (await Promise.all(lists.map((id) => userGroups.has(user, id, maxAgeMs)))).includes(true);
  };
  return {
    actorOf: async (by, { maxAgeMs = KNOWN_FOR_MS, among = Object.keys(groups()) } = {}) => {
      try {
        const standing = await standingOf(by, maxAgeMs);
        if (standing !== 'member') return { by, standing, groups: [] };
        const found = await Promise.all(among.map((group) => isIn(by, group, maxAgeMs)));
        return { by, standing, groups: among.filter((_, index) => found[index]) };
      } catch (error) {
        log.warn({ user: by, error: String(error) }, 'Slack could not say who somebody is');
        return { by, standing: 'unknown', groups: [] };
      }
    },
    localeOf: (user) => profiles.localeOf(user, POLITE_WITHIN_MS),
    forget: (id) => {
      profiles.forget(id);
      userGroups.forget(id);
    },
  };
}

function judgeStanding(info: Profile, ownTeam: string): Standing {
  if (info.deleted) return 'deleted';
  if (info.is_bot) return 'bot';
  if (info.team_id !== undefined && info.team_id !== ownTeam) return 'stranger';
  return info.is_restricted || info.is_ultra_restricted ? 'guest' : 'member';
}
