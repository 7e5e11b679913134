import type { FunctionTarget, Locale, Target } from '../target.ts';
import { buildDeploy } from './build-deploy.ts';
import type { CatalogFile } from './schema.ts';

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
  /** By Slack user id. */
  readonly people: Readonly<Record<string, { readonly github?: string }>>;
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

/** Where nothing more particular is said. The checks saw to it that each entry has one or the other. */
interface Defaults {
  readonly channel: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly deployers: readonly string[];
  readonly lockReminderMs: number;
}

/** Needs a file that passed all checks. */
export function buildCatalog({ defaults: given, groups, people, services, functions }: CatalogFile): Catalog {
  const { locale, timeZone, region, channel } = given;
  const defaults: Defaults = {
    channel: channel ?? '',
    locale,
    timeZone,
    deployers: given.deployers ?? [],
    lockReminderMs: given.lockReminder,
  };
  return {
    targets: services.flatMap((service) =>
      Object.entries(service.environments).map(([environment, entry]) => ({
        environment,
        ...buildTarget(defaults, service, entry),
      })),
    ),
    functions: functions.flatMap((entry) => buildFunctions(defaults, entry)),
    services: services.map(({ name, aliases, channel: own }) => ({
      name,
      aliases,
      ...(own !== undefined && { channel: own }),
    })),
    functionNames: functions.map(({ name, aliases }) => ({ name, aliases })),
    environmentAliases: Object.fromEntries(services.flatMap(aliasesOf)),
    groups,
    people: Object.fromEntries(
      Object.entries(people).map(([id, { github }]) => [id, github === undefined ? {} : { github }]),
    ),
    locale,
    timeZone,
    ...(region !== undefined && { region }),
    ...(channel !== undefined && { channel }),
  };
}

function aliasesOf({ environments }: Service): [alias: string, name: string][] {
  return Object.entries(environments).flatMap(([name, { aliases }]) =>
    aliases.map((alias): [string, string] => [alias, name]),
  );
}

function buildTarget(defaults: Defaults, service: Service, environment: Environment): Omit<Target, 'environment'> {
  const { approval, autoDeploy, deployers = defaults.deployers, deploy } = environment;
  const { name, source, image, channel = defaults.channel } = service;
  const { repository, follow, match } = image;
  return {
    service: name,
    channel,
    locale: defaults.locale,
    timeZone: defaults.timeZone,
    ...(source && { source }),
    image: { repository, ...(follow !== undefined && { follow }), match },
    deployers,
    ...(approval && {
      approval: {
        by: approval.by,
        count: approval.count,
        self: approval.self,
        withinMs: approval.within,
        undo: approval.undo,
        ...(approval.remindAfter !== undefined && { remindAfterMs: approval.remindAfter }),
      },
    }),
    ...(autoDeploy && {
      autoDeploy: { everyMs: autoDeploy.every, branch: autoDeploy.branch ?? source?.defaultBranch ?? 'main' },
    }),
    ...(environment.after !== undefined && { after: environment.after }),
    ...(environment.freeze.length > 0 && { freeze: environment.freeze }),
    ...(environment.soak !== undefined && { soakMs: environment.soak }),
    ...(environment.onFailure && { onFailure: environment.onFailure }),
    lockReminderMs: environment.lockReminder ?? defaults.lockReminderMs,
    deploy: buildDeploy(deploy),
  };
}

function buildFunctions(
  { channel, locale }: Defaults,
  { name, environments }: CatalogFile['functions'][number],
): FunctionTarget[] {
  return Object.entries(environments).map(([environment, entry]) => ({
    name,
    environment,
    channel,
    locale,
    function: entry.function,
    invokers: entry.invokers,
    payload: entry.payload,
    timeoutMs: entry.timeout,
    ...(entry.expect !== undefined && { expect: entry.expect }),
  }));
}
