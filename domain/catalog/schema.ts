import { z } from 'zod';
import { REMINDERS_AT_MOST } from '../approval.ts';
import { DeployEntry } from './deploy.ts';
import {
  ChannelId,
  Duration,
  EcrUri,
  EndOfFreeze,
  Follow,
  GROUP_NAME,
  GroupNames,
  LambdaTimeout,
  MemberId,
  NAME,
  Name,
  Payload,
  PollInterval,
  Re2Pattern,
  Region,
  Repository,
  recordOf,
  said,
  Text,
  TimeOfDay,
  TimeZone,
  USER_ID,
} from './words.ts';

const FreezeEntry = z
  .strictObject({
    days: z
      .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
      .min(1)
      .refine((days) => new Set(days).size === days.length, 'names a day twice'),
    from: TimeOfDay.meta(said('"HH:MM"')),
    to: EndOfFreeze.meta(said('"HH:MM", or "24:00"; not after `from`, it is the next day’s')),
    reason: Text,
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'must differ from `from`; all day is 00:00 to 24:00' });

/** Whether anything tells that a deploy stays healthy. */
const isWatched = (deploy: z.output<typeof DeployEntry>): boolean =>
  deploy.kind === 'hako' || (deploy.kind === 'kustomize' && deploy.argocd !== undefined);

const Environment = z
  .strictObject({
    aliases: z.array(Name).prefault([]).meta(said('Other words for this environment, the same everywhere')),
    deployers: GroupNames.optional().meta(said('Groups that may deploy; else those of `defaults`')),
    autoDeploy: z
      .strictObject({ every: PollInterval.prefault('1m'), branch: Text.optional() })
      .optional()
      .meta(said('Deploys new images by itself')),
    approval: z
      .strictObject({
        by: GroupNames,
        count: z.int().min(1).max(20).prefault(1),
        self: z.boolean().prefault(false),
        within: Duration.prefault('4h'),
        remindAfter: Duration.optional().meta(said('Approvers are reminded after this long, and again each time')),
        undo: z.boolean().prefault(false).meta(said('Whether an undo needs approval, too')),
      })
      .refine(({ within, remindAfter }) => remindAfter === undefined || remindAfter < within, {
        path: ['remindAfter'],
        error: 'must be shorter than `within`: nobody is reminded of what has expired',
      })
      .refine(({ within, remindAfter = within }) => within / remindAfter <= REMINDERS_AT_MOST, {
        path: ['remindAfter'],
        error: `is too short for this \`within\`: that would be more than ${REMINDERS_AT_MOST} reminders`,
      })
      .optional()
      .meta(said('Who must agree before anything is changed')),
    after: Text.optional().meta(said('Environment of this service that has to have an image first')),
    freeze: z.array(FreezeEntry).prefault([]).meta(said('When nothing is deployed here, in `defaults.timeZone`')),
    soak: Duration.optional().meta(said('How long it must stay healthy before it counts as done')),
    onFailure: z.literal('undo').optional().meta(said('What follows a roll-out that did not go well')),
    lockReminder: Duration.optional().meta(said('How long a lock stands before its owner is reminded')),
    deploy: DeployEntry,
  })
  .superRefine(({ soak, deploy }, context) => {
    if (soak === undefined || isWatched(deploy)) return;
    const message = 'has nothing to watch: soak needs `deploy.argocd`, or `kind: hako`';
    context.addIssue({ code: 'custom', path: ['soak'], message });
  });

const Invocation = z.strictObject({
  function: Text.meta(said('Name of the Lambda function')),
  invokers: GroupNames.meta(said('Groups that may invoke it')),
  payload: Payload.prefault({}).meta(said('{key} anywhere in it must be given as key=value')),
  timeout: LambdaTimeout.prefault('5m'),
  expect: Payload.optional().meta(said('The JSON answer must contain this')),
});

const hasEntries = (record: object): boolean => Object.keys(record).length > 0;
const AT_LEAST_ONE = 'must name at least one environment';

const Service = z.strictObject({
  name: Name,
  aliases: z.array(Name).prefault([]),
  channel: ChannelId.optional().meta(
    said('Where its deploys are announced; `deploy staging` said there means this service'),
  ),
  source: z
    .strictObject({ repository: Repository, defaultBranch: Text.prefault('main') })
    .optional()
    .meta(said('Where the code lives: for branches and the list of commits')),
  image: z.strictObject({
    repository: EcrUri.meta(said('ECR URI: <account>.dkr.ecr.<region>.amazonaws.com/<name>')),
    follow: Follow.optional().meta(said('Moving tag that marks the newest image; without it: the newest pushed')),
    match: Re2Pattern.meta(said('RE2 pattern: which of the image’s tags is deployed')),
  }),
  environments: recordOf(NAME, Environment).refine(hasEntries, AT_LEAST_ONE),
});

const Invokable = z.strictObject({
  name: Name,
  aliases: z.array(Name).prefault([]),
  environments: recordOf(NAME, Invocation).refine(hasEntries, AT_LEAST_ONE),
});

/** The catalogue as it is written. Unknown keys are errors: nothing is accepted and ignored. */
export const CatalogFile = z
  .strictObject({
    version: z.literal(1),
    defaults: z
      .strictObject({
        region: Region.optional().meta(said('Of Lambda and ECS; ECR’s region stands in each URI')),
        locale: z.enum(['en', 'ja']).prefault('en'),
        timeZone: TimeZone.prefault('UTC'),
        channel: ChannelId.optional(),
        deployers: GroupNames.optional(),
        lockReminder: Duration.prefault('3h'),
      })
      .prefault({}),
    groups: recordOf(GROUP_NAME, z.array(MemberId)).prefault({}).meta(said('Slack user and user-group ids by name')),
    people: recordOf(USER_ID, z.strictObject({ github: Text.optional() })).prefault({}),
    services: z.array(Service).prefault([]),
    functions: z.array(Invokable).prefault([]),
  })
  .meta({ title: 'tempocat catalogue' });
export type CatalogFile = z.output<typeof CatalogFile>;

/** For editors; `config/catalog.schema.json` is this. */
export function catalogJsonSchema() {
  return z.toJSONSchema(CatalogFile, { io: 'input' });
}
