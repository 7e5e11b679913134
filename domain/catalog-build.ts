import type { CatalogFile } from './catalog-schema.ts';
import { parseDuration } from './duration.ts';
import { parseEcrUri } from './ecr-repository.ts';
import type { DeployConfig, FunctionTarget, Locale, Target } from './target.ts';

/** The catalogue as the product uses it: names resolved, defaults filled in, times in milliseconds. */
export interface Catalog {
  readonly targets: readonly Target[];
  readonly functions: readonly FunctionTarget[];
  readonly services: readonly ServiceNames[];
  readonly functionNames: readonly Names[];
  /** Environment by each of its aliases. */
  readonly environmentAliases: Readonly<Record<string, string>>;
  /** Slack user and user-group ids by name of the group. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly locale: Locale;
  readonly timeZone: string;
  /** Region of Lambda and ECS; absent: the AWS SDK's usual chain. */
  readonly region?: string;
  readonly channel?: string;
}

export interface Names {
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface ServiceNames extends Names {
  /** Its own channel, where `deploy staging` means this service. */
  readonly channel?: string;
}

type Service = CatalogFile['services'][number];
type Environment = Service['environments'][string];

/** Needs a file that passed all checks. */
export function buildCatalog(file: CatalogFile): Catalog {
  const { locale, timeZone, region, channel } = file.defaults;
  return {
    targets: file.services.flatMap((service) =>
      Object.entries(service.environments).flatMap(([name, environment]) =>
        buildTarget(file, service, { name, ...environment }),
      ),
    ),
    functions: file.functions.flatMap((entry) => buildFunctions(file, entry)),
    services: file.services.map(({ name, aliases, channel: own }) => ({
      name,
      aliases,
      ...(own !== undefined && { channel: own }),
    })),
    functionNames: file.functions.map(({ name, aliases }) => ({ name, aliases })),
    environmentAliases: Object.fromEntries(
      file.services.flatMap(({ environments }) =>
        Object.entries(environments).flatMap(([name, { aliases }]) => aliases.map((alias) => [alias, name])),
      ),
    ),
    groups: file.groups,
    locale,
    timeZone,
    ...(region !== undefined && { region }),
    ...(channel !== undefined && { channel }),
  };
}

const ms = (duration: string): number => parseDuration(duration) ?? 0; // the schema let only durations through

function buildTarget(
  file: CatalogFile,
  service: Service,
  environment: Environment & { readonly name: string },
): Target[] {
  const { approval, autoDeploy, deployers = file.defaults.deployers ?? [], deploy } = environment;
  const { source, image } = service;
  const repository = parseEcrUri(image.repository);
  if (!repository) return []; // the check has said so
  return [
    {
      service: service.name,
      environment: environment.name,
      channel: service.channel ?? file.defaults.channel ?? '',
      locale: file.defaults.locale,
      ...(source && { source }),
      image: { repository, ...(image.follow !== undefined && { follow: image.follow }), match: image.match },
      deployers,
      ...(approval && {
        approval: { by: approval.by, count: approval.count, self: approval.self, withinMs: ms(approval.within) },
      }),
      ...(autoDeploy && {
        autoDeploy: { everyMs: ms(autoDeploy.every), branch: autoDeploy.branch ?? source?.defaultBranch ?? 'main' },
      }),
      deploy: buildDeploy(deploy),
    },
  ];
}

function buildDeploy(deploy: Environment['deploy']): DeployConfig {
  switch (deploy.kind) {
    case 'kustomize': {
      const { argocd, merge, path, ...rest } = deploy;
      return {
        ...rest,
        path: path.replace(/\/$/, ''),
        merge: { method: merge.method, timeoutMs: ms(merge.timeout) },
        ...(argocd && {
          argocd: { application: argocd.application, project: argocd.project, timeoutMs: ms(argocd.timeout) },
        }),
      };
    }
    case 'hako': {
      const { timeout, ecs, ...rest } = deploy;
      const { timeout: ecsTimeout, ...service } = ecs;
      return { ...rest, timeoutMs: ms(timeout), ecs: { ...service, timeoutMs: ms(ecsTimeout) } };
    }
    case 'lambda': {
      const { timeout, qualifier, expect, ...rest } = deploy;
      return {
        ...rest,
        timeoutMs: ms(timeout),
        ...(qualifier !== undefined && { qualifier }),
        ...(expect !== undefined && { expect }),
      };
    }
  }
}

function buildFunctions(
  { defaults }: CatalogFile,
  { name, environments }: CatalogFile['functions'][number],
): FunctionTarget[] {
  return Object.entries(environments).map(([environment, entry]) => ({
    name,
    environment,
    channel: defaults.channel ?? '',
    locale: defaults.locale,
    function: entry.function,
    invokers: entry.invokers,
    payload: entry.payload,
    timeoutMs: ms(entry.timeout),
    ...(entry.expect !== undefined && { expect: entry.expect }),
  }));
}
