import type { Actor } from '../domain/actor.ts';
import type { Catalog } from '../domain/catalog.ts';

export type Found =
  | { readonly kind: 'person'; readonly actor: Actor }
  | { readonly kind: 'nobody'; readonly known: readonly string[] }
  | { readonly kind: 'several' };

type Directory = Pick<Catalog, 'groups' | 'people'>;

/**
 * Who somebody is at the command line: a Slack user id of the catalogue, or the GitHub login that it gives one.
 * Slack is not asked, so nobody is in a Slack user group here (docs/decisions/0010-who-one-is-at-the-command-line.md).
 */
export function findPerson({ groups, people }: Directory, word: string): Found {
  const ids = new Set([...Object.keys(people), ...Object.values(groups).flat()].filter((id) => /^[UW]/.test(id)));
  const login = word.toLowerCase();
  const found = [...ids].filter((id) => id === word || people[id]?.github?.toLowerCase() === login);
  const [by, ...others] = found;
  if (by !== undefined && others.length === 0) {
    const own = Object.keys(groups).filter((group) => groups[group]?.includes(by));
    return { kind: 'person', actor: { by, standing: 'member', groups: own } };
  }
  if (by !== undefined) return { kind: 'several' };
  return { kind: 'nobody', known: [...ids].map((id) => nameOf({ people }, id)).toSorted() };
}

/** As people know them: by their GitHub login, where the catalogue says it. */
export const nameOf = ({ people }: Pick<Catalog, 'people'>, id: string): string => people[id]?.github ?? id;

/** Whether somebody might be in one of these groups by a Slack user group, which only Slack knows. */
export const dependsOnSlack = ({ groups }: Directory, names: readonly string[]): boolean =>
  names.some((name) => groups[name]?.some((id) => id.startsWith('S')));
