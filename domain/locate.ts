import type { Catalog, Names } from './catalog/build.ts';
import { nearest } from './nearest.ts';
import type { FunctionTarget, Target } from './target.ts';

export interface Unknown {
  /** `unknown-word`: it stood alone and is neither a service nor an environment. */
  readonly kind: 'unknown-service' | 'unknown-environment' | 'unknown-function' | 'unknown-word';
  readonly word: string;
  /** The service or function whose environments were looked through. */
  readonly of?: string;
  /** Names and aliases that may have been meant. */
  readonly nearest: readonly string[];
  readonly known: readonly string[];
}

export type LocatedTarget = { readonly kind: 'target'; readonly target: Target } | Unknown;

/** Names match whole, whatever their case and width; aliases count. */
export function locateTarget(catalog: Catalog, service: string, environment: string): LocatedTarget {
  const owner = findOwner(catalog.services, service);
  if (!owner) return unknownOwner('unknown-service', service, catalog.services);
  const targets = catalog.targets.filter((target) => target.service === owner.name);
  const target = findEnvironment(catalog, targets, environment);
  return target ? { kind: 'target', target } : unknownEnvironment(catalog, environment, { of: owner.name, targets });
}

export type LocatedDeploy =
  | LocatedTarget
  /** The environment alone was named, where no service is meant by the channel. */
  | { readonly kind: 'choose'; readonly environment: string; readonly targets: readonly Target[] }
  /** The service alone was named. */
  | { readonly kind: 'environment-missing'; readonly service: string; readonly known: readonly string[] };

/** `deploy staging`: in a service's own channel that service, elsewhere whatever can be deployed there. */
export function locateDeploy(catalog: Catalog, words: readonly string[], channel: string): LocatedDeploy {
  const [first = '', second] = words;
  if (second !== undefined) return locateTarget(catalog, first, second);
  const service = locateService(catalog, first);
  if (service.kind === 'service') {
    const known = service.targets.map(({ environment }) => environment);
    return { kind: 'environment-missing', service: service.name, known };
  }
  const targets = catalog.targets.filter(isIn(catalog, first));
  const [some] = targets;
  if (!some) return unknownWord(catalog, first);
  const owners = catalog.services.filter((candidate) => candidate.channel === channel);
  const own = targets.filter((target) => owners.some(({ name }) => name === target.service));
  const [only, ...others] = own;
  return only && others.length === 0
    ? { kind: 'target', target: only }
    : { kind: 'choose', environment: some.environment, targets: only ? own : targets };
}

export type LocatedTargets = { readonly kind: 'targets'; readonly targets: readonly Target[] } | Unknown;

/** `status`, `status api`, `status staging`, `status api staging`: an environment before a service. */
export function locateTargets(catalog: Catalog, words: readonly string[]): LocatedTargets {
  const [first, second] = words;
  if (first === undefined) return { kind: 'targets', targets: catalog.targets };
  if (second !== undefined) {
    const located = locateTarget(catalog, first, second);
    return located.kind === 'target' ? { kind: 'targets', targets: [located.target] } : located;
  }
  const there = catalog.targets.filter(isIn(catalog, first));
  if (there.length > 0) return { kind: 'targets', targets: there };
  const service = locateService(catalog, first);
  return service.kind === 'service' ? { kind: 'targets', targets: service.targets } : unknownWord(catalog, first);
}

export type LocatedService =
  | { readonly kind: 'service'; readonly name: string; readonly targets: readonly Target[] }
  | Unknown;

export function locateService(catalog: Catalog, word: string): LocatedService {
  const owner = findOwner(catalog.services, word);
  if (!owner) return unknownOwner('unknown-service', word, catalog.services);
  const targets = catalog.targets.filter(({ service }) => service === owner.name);
  return { kind: 'service', name: owner.name, targets };
}

export const environmentsOf = (catalog: Catalog, service: string): string[] =>
  catalog.targets.filter((target) => target.service === service).map(({ environment }) => environment);

export type LocatedFunction = { readonly kind: 'function'; readonly target: FunctionTarget } | Unknown;

export function locateFunction(catalog: Catalog, word: string, environment: string): LocatedFunction {
  const owner = findOwner(catalog.functionNames, word);
  if (!owner) return unknownOwner('unknown-function', word, catalog.functionNames);
  const targets = catalog.functions.filter((target) => target.name === owner.name);
  const target = findEnvironment(catalog, targets, environment);
  return target ? { kind: 'function', target } : unknownEnvironment(catalog, environment, { of: owner.name, targets });
}

const plain = (word: string): string => word.normalize('NFKC').toLowerCase();

function findOwner(owners: readonly Names[], word: string): Names | undefined {
  return owners.find(({ name, aliases }) => [name, ...aliases].includes(plain(word)));
}

interface InEnvironment {
  readonly environment: string;
}

function isIn({ environmentAliases }: Catalog, word: string): (target: InEnvironment) => boolean {
  const said = plain(word);
  return ({ environment }) =>
    environment === (Object.hasOwn(environmentAliases, said) ? environmentAliases[said] : said);
}

function findEnvironment<T extends InEnvironment>(
  catalog: Catalog,
  targets: readonly T[],
  word: string,
): T | undefined {
  return targets.find(isIn(catalog, word));
}

function unknownOwner(kind: Unknown['kind'], word: string, owners: readonly Names[]): Unknown {
  const known = owners.map(({ name }) => name);
  const sayable = owners.flatMap(({ name, aliases }) => [name, ...aliases]);
  return { kind, word, nearest: nearest(plain(word), sayable), known };
}

interface Looked {
  readonly of: string;
  readonly targets: readonly InEnvironment[];
}

function unknownEnvironment(catalog: Catalog, word: string, { of, targets }: Looked): Unknown {
  const known = targets.map(({ environment }) => environment);
  const sayable = [...known, ...aliasesOf(catalog, known)];
  return { kind: 'unknown-environment', of, word, nearest: nearest(plain(word), sayable), known };
}

/** A word alone may have been meant as a service or as an environment. */
function unknownWord(catalog: Catalog, word: string): Unknown {
  const environments = [...new Set(catalog.targets.map(({ environment }) => environment))];
  const services = catalog.services.flatMap(({ name, aliases }) => [name, ...aliases]);
  const sayable = [...services, ...environments, ...aliasesOf(catalog, environments)];
  const known = [...catalog.services.map(({ name }) => name), ...environments];
  return { kind: 'unknown-word', word, nearest: nearest(plain(word), sayable), known };
}

function aliasesOf({ environmentAliases }: Catalog, environments: readonly string[]): string[] {
  return Object.entries(environmentAliases).flatMap(([alias, name]) => (environments.includes(name) ? [alias] : []));
}
