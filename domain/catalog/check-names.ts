import { VERBS } from '../grammar.ts';
import type { Finding } from './check.ts';
import type { CatalogOutline, OutlineEntry } from './outline.ts';

/** Commands are reserved, services and functions share one namespace, and no environment is called like one of them. */
export function checkNames(outline: CatalogOutline): Finding[] {
  const owners = ownersOf(outline);
  const environments = environmentsOf(outline);
  return [
    ...[...owners, ...environments].flatMap(checkReserved),
    ...checkOwners(owners),
    ...checkBothKinds(owners, environments),
    ...checkMeanings(environments),
  ];
}

interface Word {
  readonly word: string;
  /** What it stands for: itself, or the name that it is an alias of. */
  readonly means: string;
  readonly path: Finding['path'];
}

const isWord = ({ word }: Word): boolean => word !== '';

function namesOf(name: string, { aliases }: { readonly aliases: readonly string[] }, path: Finding['path']): Word[] {
  return aliases.map((alias, index) => ({ word: alias, means: name, path: [...path, 'aliases', index] }));
}

function ownersOf({ services, functions }: CatalogOutline): Word[] {
  const owners = (list: string, entries: readonly OutlineEntry[]): Word[] =>
    entries.flatMap((entry, index) => [
      { word: entry.name, means: entry.name, path: [list, index, 'name'] },
      ...namesOf(entry.name, entry, [list, index]),
    ]);
  return [...owners('services', services), ...owners('functions', functions)].filter(isWord);
}

function environmentsOf({ services, functions }: CatalogOutline): Word[] {
  const environments = (list: string, entries: readonly OutlineEntry[]): Word[] =>
    entries.flatMap((entry, index) =>
      Object.entries(entry.environments).flatMap(([name, environment]) => {
        const path = [list, index, 'environments', name];
        return [{ word: name, means: name, path }, ...namesOf(name, environment, path)];
      }),
    );
  return [...environments('services', services), ...environments('functions', functions)].filter(isWord);
}

function checkReserved({ word, path }: Word): Finding[] {
  const isReserved = VERBS.some((verb) => verb === word);
  return isReserved ? [{ path, message: `"${word}" is a command; call it something else` }] : [];
}

function checkOwners(owners: readonly Word[]): Finding[] {
  return owners.flatMap(({ word, path }, index) => {
    const earlier = owners.slice(0, index).find((other) => other.word === word);
    return earlier ? [{ path, message: `"${word}" is taken already, by ${earlier.means}` }] : [];
  });
}

function checkBothKinds(owners: readonly Word[], environments: readonly Word[]): Finding[] {
  const taken = new Map(owners.map(({ word, means }) => [word, means]));
  return environments.flatMap(({ word, path }) => {
    const owner = taken.get(word);
    return owner === undefined
      ? []
      : [{ path, message: `"${word}" is an environment here, and elsewhere it means ${owner}` }];
  });
}

/** `stg` must mean the same environment wherever it is said; a name means itself. */
function checkMeanings(environments: readonly Word[]): Finding[] {
  const names = environments.filter(({ word, means }) => word === means);
  const aliases = environments.filter(({ word, means }) => word !== means);
  const meanings = new Map(names.map(({ word }) => [word, word]));
  return aliases.flatMap(({ word, means, path }) => {
    const meaning = meanings.get(word) ?? means;
    meanings.set(word, meaning);
    return meaning === means ? [] : [{ path, message: `"${word}" means ${meaning} elsewhere` }];
  });
}
