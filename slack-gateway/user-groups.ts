import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { z } from 'zod';
import { createMemory } from './memory.ts';

/** Slack's user groups, as far as they are known. */
export interface UserGroups {
  /** Throws when Slack does not say. */
  has(user: string, usergroup: string, maxAgeMs: number): Promise<boolean>;
  forget(usergroup: string): void;
}

interface Options {
  readonly web: WebClient;
  readonly log: Logger;
  readonly now: () => number;
}

const Members = z.array(z.string());

/** Slack answers twenty such questions a minute, so each is asked once for all who want to know. */
export function createUserGroups({ web, log, now }: Options): UserGroups {
  const members = createMemory<readonly string[]>(now);
  const read = async (usergroup: string): Promise<readonly string[]> => {
    try {
      return Members.parse((await web.usergroups.users.list({ usergroup })).users);
    } catch (error) {
      if (!isGone(error)) throw error;
      log.warn({ usergroup }, 'the catalogue names a user group that Slack no longer has; nobody is in it');
      return [];
    }
  };
  return {
    has: async (user, usergroup, maxAgeMs) => {
      const list = await members.recall(usergroup, maxAgeMs, () => read(usergroup));
      return list.includes(user);
    },
    forget: members.forget,
  };
}

/** That there is no such user group is an answer, and no failure to answer. */
const isGone = (error: unknown): boolean =>
  error instanceof WebAPIPlatformError && ['no_such_subteam', 'subteam_disabled'].includes(error.data.error);
