import { z } from 'zod';
import { placeholdersOf } from '../payload.ts';
import {
  DeployPayload,
  Duration,
  Folder,
  LAMBDA_LIVES_MS,
  LambdaTimeout,
  Payload,
  Repository,
  said,
  Text,
} from './words.ts';

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

const Mode = z
  .literal('event')
  .optional()
  .meta(said('Nobody waits for the answer: for what takes longer than a Lambda function may be waited for'));

const Hako = z.strictObject({
  kind: z.literal('hako'),
  function: Text.meta(said('Lambda function that runs hako')),
  payload: DeployPayload,
  mode: Mode,
  timeout: LambdaTimeout.prefault('14m'),
  ecs: z
    .strictObject({ cluster: Text, service: Text, container: Text, timeout: Duration.prefault('15m') })
    .meta(said('Where the registered tag and the rollout are read')),
});

const TOO_LONG = 'must be below 15m: no Lambda function lives longer; for what takes longer there is `mode: event`';

const Lambda = z
  .strictObject({
    kind: z.literal('lambda'),
    function: Text.meta(said('Lambda function that is the deploy')),
    payload: DeployPayload,
    mode: Mode,
    timeout: Duration.prefault('5m').meta(said('With `mode: event`: how long its call back is waited for')),
    qualifier: Text.optional().meta(said('Version or alias of the function')),
    expect: Payload.optional().meta(said('The JSON answer must contain this')),
  })
  .superRefine(({ mode, timeout, payload }, context) => {
    if (mode === undefined && timeout >= LAMBDA_LIVES_MS)
      context.addIssue({ code: 'custom', path: ['timeout'], message: TOO_LONG });
    if (mode === 'event' && !placeholdersOf(payload).includes('deployId'))
      context.addIssue({
        code: 'custom',
        path: ['payload'],
        message: 'must hold {deployId}: with `mode: event` the function calls back with it',
      });
  });

/** How an environment is deployed: one shape for each kind. */
export const DeployEntry = z.discriminatedUnion('kind', [Kustomize, Hako, Lambda]);
