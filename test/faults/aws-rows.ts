import { createEcrClients } from '../../activities/ecr/client.ts';
import { createEcrActivities } from '../../activities/ecr/index.ts';
import { createEcsClient } from '../../activities/ecs/client.ts';
import { createEcsActivities } from '../../activities/ecs/index.ts';
import { createLambdaClients } from '../../activities/lambda/client.ts';
import { createLambdaActivities } from '../../activities/lambda/index.ts';
import { type AwsSandbox, createAws } from '../../sandbox/aws/index.ts';
import type { Vendor } from '../../sandbox/mishaps.ts';
import type { EcrPort } from '../../workflows/contract/ports/ecr.ts';
import type { EcsPort } from '../../workflows/contract/ports/ecs.ts';
import type { LambdaPort } from '../../workflows/contract/ports/lambda.ts';
import { aTarget } from '../support/a-target.ts';
import { asActivity, NO_EFFECT, type Row, type Scene } from './row.ts';

const REGION = 'ap-northeast-1';
const { repository } = aTarget().image;
const source = { repository, match: '^v\\d+$', follow: '{branch}' };
const ECS_SERVICE = { cluster: 'c', service: 'shop', container: 'app' };
const PACE = { first: 20, slowest: 50 };

/** Clients are as production makes them, but for where their requests go. */
const redirectTo =
  (url: string) =>
  <Args extends { readonly request?: unknown }, Answer>(next: (args: Args) => Promise<Answer>) =>
  (args: Args): Promise<Answer> => {
    const { hostname, port, protocol } = new URL(url);
    if (typeof args.request === 'object') Object.assign(args.request ?? {}, { hostname, port: Number(port), protocol });
    return next(args);
  };
const AT_LAST = { step: 'deserialize', priority: 'low', name: 'redirected' } as const;

function row(vendor: Vendor, scene: (aws: AwsSandbox) => Scene, more: Pick<Row, 'mayAnswer' | 'once'> = {}): Row {
  return {
    ...more,
    vendor,
    open: async () => {
      const aws = createAws();
      await aws.listen();
      aws.ecr.createRepository(repository.name);
      aws.ecr.push(repository.name, { tags: ['v1', 'main'] });
      aws.ecs.createService({ ...ECS_SERVICE, image: 'r/shop:v1', desired: 1 });
      return { gate: aws.gate, scene: async () => scene(aws), close: () => aws.close() };
    },
  };
}

type Ecr = ReturnType<typeof createEcrActivities>;
const ecr = (run: (activities: Ecr) => Promise<string>) =>
  row('ecr', (aws) => {
    const client = createEcrClients()(REGION);
    client.middlewareStack.add(redirectTo(aws.url), AT_LAST);
    return { run: () => run(createEcrActivities(() => client)), effects: NO_EFFECT };
  });

type Ecs = ReturnType<typeof createEcsActivities>;
const ecs = (run: (activities: Ecs, attempt: number) => Promise<string>) =>
  row('ecs', (aws) => {
    const client = createEcsClient(REGION);
    client.middlewareStack.add(redirectTo(aws.url), AT_LAST);
    const activities = createEcsActivities(client, PACE);
    return { run: (attempt) => run(activities, attempt), effects: NO_EFFECT };
  });

let functions = 0;
const lambda = (mode: 'event' | undefined) =>
  row(
    'lambda',
    (aws) => {
      const name = `fn-${++functions}`;
      aws.lambda.register(name, { handler: () => ({ ok: true }) });
      const clients = createLambdaClients(REGION);
      const activities = createLambdaActivities((ms) => {
        const client = clients(ms);
        client.middlewareStack.add(redirectTo(aws.url), AT_LAST);
        return client;
      });
      const args = { function: name, payload: {}, timeoutMs: 100, ...(mode && { mode }) };
      return {
        run: async (attempt) => (await asActivity(activities.invokeFunction, attempt, args)).kind,
        effects: () => aws.lambda.executions(name).map(() => 'ran'),
      };
    },
    { mayAnswer: ['unknown', 'not-run'], once: true },
  );

export const ECR_ROWS = {
  resolveImage: ecr(async ({ resolveImage }) => (await resolveImage({ source, ref: 'main' })).tag),
  exactImage: ecr(async ({ exactImage }) => (await exactImage({ source, tag: 'v1' })).tag),
  digestOf: ecr(async ({ digestOf }) => ((await digestOf({ repository, tag: 'v1' })) === null ? 'none' : 'found')),
  poll: ecr(async ({ poll }) => {
    const seen = await poll({ repository, watches: [{ follow: 'main', match: '^v' }, { match: '^v' }] });
    return seen.map(({ kind }) => kind).join();
  }),
} as const satisfies Record<keyof EcrPort, Row>;

export const ECS_ROWS = {
  readService: ecs(async ({ readService }) => (await readService({ ecs: { ...ECS_SERVICE, timeoutMs: 1 } })).image),
  awaitServiceChange: ecs(async ({ awaitServiceChange }, attempt) => {
    const args = { ecs: { ...ECS_SERVICE, timeoutMs: 1 } };
    return (await asActivity(awaitServiceChange, attempt, args)).image;
  }),
} as const satisfies Record<keyof EcsPort, Row>;

export const LAMBDA_ROWS = { invokeFunction: lambda(undefined) } as const satisfies Record<keyof LambdaPort, Row>;
/** The same activity, when Lambda only takes the event. */
export const EVENT_ROW = lambda('event');
