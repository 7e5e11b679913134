import { z } from 'zod';
import { parseDuration } from './duration.ts';
import type { Json } from './target.ts';

const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens')
  .meta({ description: 'Lower-case letters, digits and hyphens' });
const ChannelId = z.string().regex(/^[CGD][A-Z0-9]{2,}$/, 'must be a Slack channel id such as C0DEPLOYS');
const UserId = z.string().regex(/^[UW][A-Z0-9]{2,}$/, 'must be a Slack user id such as U0DEV1');
const MemberId = z
  .string()
  .regex(/^[UWS][A-Z0-9]{2,}$/, 'must be a Slack user id (U…) or user-group id (S…), never a name');
const Repository = z.string().regex(/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/, 'must be owner/name');
const Duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'must be a duration such as 90s, 10m, 4h or 2d')
  .meta({ description: 'A duration such as 90s, 10m, 4h, 2d', pattern: '^\\d{1,6}[smhd]$' });
const Payload: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(Payload), z.record(z.string(), Payload)]),
);
const Groups = z.array(z.string()).min(1);

const Kustomize = z.strictObject({
  kind: z.literal('kustomize'),
  repository: Repository.meta({ description: 'Manifest repository, owner/name' }),
  branch: z.string().min(1).default('main'),
  path: z.string().min(1).meta({ description: 'Folder of the kustomization' }),
  image: z.string().min(1).meta({ description: '`name` of the entry in `images:`' }),
  write: z.enum(['commit', 'pullRequest']).default('pullRequest'),
  argocd: z
    .strictObject({
      application: z.string().min(1),
      project: z.string().min(1).default('default'),
      timeout: Duration.default('15m'),
    })
    .optional(),
  merge: z
    .strictObject({ method: z.enum(['merge', 'squash', 'rebase']).default('merge'), timeout: Duration.default('15m') })
    .prefault({}),
});

const Hako = z.strictObject({
  kind: z.literal('hako'),
  function: z.string().min(1).meta({ description: 'Lambda function that runs hako' }),
  payload: Payload,
  timeout: Duration.default('14m'),
  ecs: z.strictObject({
    cluster: z.string().min(1),
    service: z.string().min(1),
    container: z.string().min(1),
    timeout: Duration.default('15m'),
  }),
});

const Lambda = z.strictObject({
  kind: z.literal('lambda'),
  function: z.string().min(1),
  payload: Payload,
  timeout: Duration.default('5m'),
  qualifier: z.string().min(1).optional(),
  expect: Payload.optional(),
});

const Environment = z.strictObject({
  aliases: z.array(Name).default([]),
  deployers: Groups.optional(),
  autoDeploy: z.strictObject({ every: Duration.default('1m'), branch: z.string().min(1).optional() }).optional(),
  approval: z
    .strictObject({
      by: Groups,
      count: z.int().min(1).max(20).default(1),
      self: z.boolean().default(false),
      within: Duration.default('4h'),
    })
    .optional(),
  deploy: z.discriminatedUnion('kind', [Kustomize, Hako, Lambda]),
});

const Service = z.strictObject({
  name: Name,
  aliases: z.array(Name).default([]),
  channel: ChannelId.optional(),
  source: z.strictObject({ repository: Repository, defaultBranch: z.string().min(1).default('main') }).optional(),
  image: z.strictObject({
    repository: z.string().meta({ description: 'ECR URI: <account>.dkr.ecr.<region>.amazonaws.com/<name>' }),
    follow: z.string().min(1).optional(),
    match: z.string().min(1).meta({ description: 'RE2 pattern of the tag that is deployed' }),
  }),
  environments: z.record(Name, Environment),
});

const InvokableFunction = z.strictObject({
  name: Name,
  aliases: z.array(Name).default([]),
  environments: z.record(
    Name,
    z.strictObject({
      function: z.string().min(1).meta({ description: 'Name of the Lambda function' }),
      invokers: Groups,
      payload: Payload.default({}),
      timeout: Duration.default('5m'),
      expect: Payload.optional(),
    }),
  ),
});

/** The catalogue as it is written. Unknown keys are errors: nothing is accepted and ignored. */
export const CatalogFile = z.strictObject({
  version: z.literal(1),
  defaults: z
    .strictObject({
      region: z.string().min(1).optional(),
      locale: z.enum(['en', 'ja']).default('en'),
      timeZone: z.string().default('UTC'),
      channel: ChannelId.optional(),
      deployers: Groups.optional(),
    })
    .prefault({}),
  groups: z.record(z.string().min(1), z.array(MemberId)).default({}),
  people: z.record(UserId, z.strictObject({ github: z.string().min(1).optional() })).default({}),
  services: z.array(Service).default([]),
  functions: z.array(InvokableFunction).default([]),
});
export type CatalogFile = z.infer<typeof CatalogFile>;
