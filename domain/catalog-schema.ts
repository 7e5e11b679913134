import { z } from 'zod';
import {
  ChannelId,
  DeployPayload,
  Duration,
  EcrUri,
  Folder,
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
  Text,
  TimeZone,
  USER_ID,
} from './catalog-words.ts';

const said = (description: string) => ({ description });

const Kustomize = z.strictObject({
  kind: z.literal('kustomize'),
  repository: Repository.meta(said('Manifest repository, owner/name')),
  branch: Text.prefault('main').meta(said('Branch that Argo CD follows')),
  path: Folder.meta(said('Folder of the kustomization')),
  image: Text.meta(said('`name` of the entry in `images:`')),
  write: z.enum(['commit', 'pullRequest']).prefault('pullRequest').meta(said('How the change gets into the branch')),
  argocd: z
    .strictObject({ application: Text, project: Text.prefault('default'), timeout: Duration.prefault('15m') })
    .optional()
    .meta(said('Without it a deploy is done when it is merged, and says that nobody checked')),
  merge: z
    .strictObject({
      method: z.enum(['merge', 'squash', 'rebase']).prefault('merge'),
      timeout: Duration.prefault('15m'),
    })
    .prefault({})
    .meta(said('How a pull request is merged, and how long its checks are waited for')),
});

const Hako = z.strictObject({
  kind: z.literal('hako'),
  function: Text.meta(said('Lambda function that runs hako')),
  payload: DeployPayload,
  timeout: LambdaTimeout.prefault('14m'),
  ecs: z
    .strictObject({ cluster: Text, service: Text, container: Text, timeout: Duration.prefault('15m') })
    .meta(said('Where the registered tag and the rollout are read')),
});

const Lambda = z.strictObject({
  kind: z.literal('lambda'),
  function: Text.meta(said('Lambda function that is the deploy')),
  payload: DeployPayload,
  timeout: LambdaTimeout.prefault('5m'),
  qualifier: Text.optional().meta(said('Version or alias of the function')),
  expect: Payload.optional().meta(said('The JSON answer must contain this')),
});

const Environment = z.strictObject({
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
    })
    .optional()
    .meta(said('Who must agree before anything is changed')),
  deploy: z.discriminatedUnion('kind', [Kustomize, Hako, Lambda]),
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
