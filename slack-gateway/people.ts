import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Actor, Standing } from '../domain/actor.ts';
import type { Catalog } from '../domain/catalog.ts';
import { createMemory } from './memory.ts';

const KNOWN_FOR_MS = 5 * 60_000;
/** Of an approval more is at stake. */
export const FRESH_FOR_A_DECISION_MS = 60_000;

export interface People {
  /** Who this is, as Slack and the catalogue's groups say; where Slack cannot say: `unknown`. */
  actorOf(user: string, options?: { readonly maxAgeMs?: number }): Promise<Actor>;
  /** Slack said that a user group, or somebody's account, has changed. */
  forget(id: string): void;
}

const UserInfo = z.object({
  user: z.object({
    team_id: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
  }),
});

/** Rights go by Slack user id and user-group id. What Slack said is believed for at most five minutes. */
export function createPeople({
  web,
  groups,
  log,
}: {
  readonly web: WebClient;
  readonly groups: Catalog['groups'];
  readonly log: Logger;
}): People {
  const memory = createMemory();
  const ownTeam = () =>
    memory.recall('team', KNOWN_FOR_MS, async () => z.string().parse((await web.auth.test()).team_id));
  const standingOf = async (user: string): Promise<Standing> => {
    const { user: info } = UserInfo.parse(await web.users.info({ user }));
    return judgeStanding(info, await ownTeam());
  };
  const membersOf = (usergroup: string, maxAgeMs: number) =>
    memory.recall(usergroup, maxAgeMs, async () =>
      z.array(z.string()).parse((await web.usergroups.users.list({ usergroup })).users),
    );

  const groupsOf = async (user: string, maxAgeMs: number): Promise<string[]> => {
    const found = await Promise.all(
      Object.entries(groups).map(async ([name, members]) => {
        if (members.includes(user)) return [name];
        const userGroups = members.filter((id) => id.startsWith('S'));
        const lists = await Promise.all(userGroups.map((id) => membersOf(id, maxAgeMs)));
        return lists.some((list) => list.includes(user)) ? [name] : [];
      }),
    );
    return found.flat();
  };
  return {
    actorOf: async (user, { maxAgeMs = KNOWN_FOR_MS } = {}) => {
      try {
        const standing = await memory.recall(user, maxAgeMs, () => standingOf(user));
        return { by: user, standing, groups: standing === 'member' ? await groupsOf(user, maxAgeMs) : [] };
      } catch (error) {
        log.warn({ user, error: String(error) }, 'Slack could not say who somebody is');
        return { by: user, standing: 'unknown', groups: [] };
      }
    },
    forget: (id) => memory.forget((key) => key === id),
  };
}

function judgeStanding(info: z.infer<typeof UserInfo>['user'], ownTeam: string): Standing {
  if (info.deleted) return 'deleted';
  if (info.is_bot) return 'bot';
  if (info.team_id !== undefined && info.team_id !== ownTeam) return 'stranger';
  return info.is_restricted || info.is_ultra_restricted ? 'guest' : 'member';
}
