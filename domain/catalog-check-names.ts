import type { Finding } from './catalog-check.ts';
import type { CatalogFile } from './catalog-schema.ts';
import { VERBS } from './command.ts';

type Path = Finding['path'];

/** Verbs are reserved, services and functions share one namespace, and no environment is called like one of them. */
export function checkNames(file: CatalogFile): Finding[] {
  return [...checkOwners(file), ...checkEnvironmentAliases(file)];
}

interface Named {
  readonly name: string;
  readonly path: Path;
}

function ownersOf({ services, functions }: CatalogFile): Named[] {
  const named = (list: string, entries: CatalogFile['functions'] | CatalogFile['services']): Named[] =>
    entries.flatMap(({ name, aliases }, index) => [
      { name, path: [list, index, 'name'] },
      ...aliases.map((alias, at) => ({ name: alias, path: [list, index, 'aliases', at] })),
    ]);
  return [...named('services', services), ...named('functions', functions)];
}

function environmentsOf({ services, functions }: CatalogFile): (Named & { readonly aliases: readonly string[] })[] {
  return [
    ...services.flatMap(({ environments }, index) =>
      Object.entries(environments).map(([name, { aliases }]) => ({
        name,
        aliases,
        path: ['services', index, 'environments', name],
      })),
    ),
    ...functions.flatMap(({ environments }, index) =>
      Object.keys(environments).map((name) => ({
        name,
        aliases: [],
        path: ['functions', index, 'environments', name],
      })),
    ),
  ];
}

function checkOwners(file: CatalogFile): Finding[] {
  const findings: Finding[] = [];
  const owners = new Set<string>();
  for (const { name, path } of ownersOf(file)) {
    if (VERBS.some((verb) => verb === name))
      findings.push({ path, message: `"${name}" is a command; call it something else` });
    if (owners.has(name))
      findings.push({ path, message: `"${name}" is the name of another service or function already` });
    owners.add(name);
  }
  for (const { name, aliases, path } of environmentsOf(file)) {
    for (const word of [name, ...aliases]) {
      if (owners.has(word))
        findings.push({ path, message: `"${word}" is an environment here and a service or function elsewhere` });
    }
  }
  return findings;
}

/** `stg` must mean the same environment wherever it is said. */
function checkEnvironmentAliases(file: CatalogFile): Finding[] {
  const findings: Finding[] = [];
  const meanings = new Map(environmentsOf(file).map(({ name }) => [name, name]));
  for (const { name, aliases, path } of environmentsOf(file)) {
    for (const alias of aliases) {
      const meaning = meanings.get(alias) ?? name;
      if (meaning !== name)
        findings.push({ path: [...path, 'aliases'], message: `"${alias}" means ${meaning} elsewhere` });
      meanings.set(alias, meaning);
    }
  }
  return findings;
}
