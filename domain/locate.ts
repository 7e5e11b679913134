import type { Catalog, Names } from './catalog-build.ts';
import { nearest } from './nearest.ts';
import type { FunctionTarget, Target } from './target.ts';

export interface Unknown {
  readonly kind: 'unknown-service' | 'unknown-environment' | 'unknown-function';
  readonly word: string;
  /** The service or function whose environments were looked through. */
  readonly of?: string;
  readonly nearest: readonly string[];
  readonly known: readonly string[];
}

export type LocatedTarget = { readonly kind: 'target'; readonly target: Target } | Unknown;

/** Names match whole, whatever their case; aliases count. */
export function locateTarget(catalog: Catalog, service: string, environment: string): LocatedTarget {
  const name = ownName(catalog.services, service);
  if (name === undefined) return unknown('unknown-service', service, namesOf(catalog.services));
  const targets = catalog.targets.filter((target) => target.service === name);
  const wanted = environmentName(catalog, environment);
  const target = targets.find((candidate) => candidate.environment === wanted);
  if (target) return { kind: 'target', target };
  return {
    ...unknown(
      'unknown-environment',
      environment,
      targets.map((candidate) => candidate.environment),
    ),
    of: name,
  };
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
  const service = ownName(catalog.services, first);
  if (service !== undefined) {
    const known = catalog.targets.filter((target) => target.service === service).map(({ environment }) => environment);
    return { kind: 'environment-missing', service, known };
  }
  const environment = environmentName(catalog, first);
  const targets = catalog.targets.filter((target) => target.environment === environment);
  if (targets.length === 0) return unknown('unknown-environment', first, environmentsOf(catalog));
  const owners = catalog.services.filter((candidate) => candidate.channel === channel);
  const own = targets.filter((target) => owners.some(({ name }) => name === target.service));
  const [only] = own;
  return only && own.length === 1
    ? { kind: 'target', target: only }
    : { kind: 'choose', environment, targets: own.length > 0 ? own : targets };
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
  const environment = environmentName(catalog, first);
  const there = catalog.targets.filter((target) => target.environment === environment);
  if (there.length > 0) return { kind: 'targets', targets: there };
  const service = ownName(catalog.services, first);
  if (service === undefined) {
    return unknown('unknown-service', first, [...namesOf(catalog.services), ...environmentsOf(catalog)]);
  }
  return { kind: 'targets', targets: catalog.targets.filter((target) => target.service === service) };
}

export type LocatedService =
  | { readonly kind: 'service'; readonly name: string; readonly targets: readonly Target[] }
  | Unknown;

export function locateService(catalog: Catalog, word: string): LocatedService {
  const name = ownName(catalog.services, word);
  if (name === undefined) return unknown('unknown-service', word, namesOf(catalog.services));
  return { kind: 'service', name, targets: catalog.targets.filter(({ service }) => service === name) };
}

export type LocatedFunction = { readonly kind: 'function'; readonly target: FunctionTarget } | Unknown;

export function locateFunction(catalog: Catalog, word: string, environment: string): LocatedFunction {
  const name = ownName(catalog.functionNames, word);
  if (name === undefined) return unknown('unknown-function', word, namesOf(catalog.functionNames));
  const targets = catalog.functions.filter((target) => target.name === name);
  const wanted = environmentName(catalog, environment);
  const target = targets.find((candidate) => candidate.environment === wanted);
  if (target) return { kind: 'function', target };
  return {
    ...unknown(
      'unknown-environment',
      environment,
      targets.map((candidate) => candidate.environment),
    ),
    of: name,
  };
}

const plain = (word: string): string => word.normalize('NFKC').toLowerCase();

function ownName(owners: readonly Names[], word: string): string | undefined {
  return owners.find(({ name, aliases }) => [name, ...aliases].includes(plain(word)))?.name;
}

function environmentName({ environmentAliases }: Catalog, word: string): string {
  const said = plain(word);
  return Object.hasOwn(environmentAliases, said) ? (environmentAliases[said] ?? said) : said;
}

function unknown(kind: Unknown['kind'], word: string, known: readonly string[]): Unknown {
  const names = [...new Set(known)];
  return { kind, word, nearest: nearest(plain(word), names), known: names };
}

function namesOf(owners: readonly Names[]): string[] {
  return owners.flatMap(({ name, aliases }) => [name, ...aliases]);
}

function environmentsOf({ targets, environmentAliases }: Catalog): string[] {
  return [...targets.map(({ environment }) => environment), ...Object.keys(environmentAliases)];
}
