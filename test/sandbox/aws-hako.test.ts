import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { hakoHandler } from '../../sandbox/aws/hako.ts';
import { type AwsSandbox, createAws } from '../../sandbox/aws/index.ts';

const cluster = 'example-staging';
const TASKS = 'arn:aws:ecs:ap-northeast-1:123456789012:task-definition/shop-example-staging';
let aws: AwsSandbox;
let lambda: LambdaClient;
let now: () => number;

beforeEach(async () => {
  now = Date.now;
  aws = createAws({ rolloutMs: 100, now: () => now() });
  const image = 'reg:5000/example/shop:v1@sha256:0123';
  aws.ecs.createService({ cluster, service: 'shop', container: 'app', image, desired: 2 });
  const clusterOf = (environment: string) => `example-${environment}`;
  aws.lambda.register('hako', { handler: hakoHandler({ ecs: aws.ecs, clusterOf, lookEveryMs: 10 }) });
  const { url: endpoint } = await aws.listen();
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  lambda = new LambdaClient({ endpoint, region: 'ap-northeast-1', credentials, maxAttempts: 1 });
});
const stopClock = (at = Date.now()) => {
  now = () => at;
};

afterEach(async () => {
  lambda.destroy();
  await aws.close();
});

async function hako(payload: object) {
  const command = new InvokeCommand({ FunctionName: 'hako', Payload: JSON.stringify(payload), LogType: 'Tail' });
  const { FunctionError, LogResult = '', Payload } = await lambda.send(command);
  const log = Buffer.from(LogResult, 'base64').toString();
  return { FunctionError, log, answer: JSON.parse(Payload?.transformToString() ?? '') };
}

it('puts the tag into the service image, and answers when ECS runs it', async () => {
  const { answer, log, FunctionError } = await hako({ app: 'shop', environment: 'staging', tag: 'v2' });
  expect(FunctionError).toBeUndefined();
  expect(answer).toEqual({ ok: true, app: 'shop', tag: 'v2', taskDefinition: `${TASKS}:2` });
  expect(log).toContain(`Registered task definition: ${TASKS}:2\nDeployment completed\n`);
  expect(aws.ecs.service(cluster, 'shop')).toMatchObject({
    image: 'reg:5000/example/shop:v2',
    stable: true,
    running: 2,
  });
});

it('changes nothing when the tag runs already', async () => {
  await hako({ app: 'shop', environment: 'staging', tag: 'v2' });
  const { answer } = await hako({ app: 'shop', environment: 'staging', tag: 'v2' });
  expect(answer).toMatchObject({ ok: true, message: "Service isn't changed", taskDefinition: `${TASKS}:2` });
  expect(aws.ecs.service(cluster, 'shop').taskDefinition).toBe(`${TASKS}:2`);
});

it('fails when ECS goes back', async () => {
  aws.ecs.fail(cluster, 'shop', 'the port is taken.');
  const { FunctionError, answer } = await hako({ app: 'shop', environment: 'staging', tag: 'v2' });
  expect(FunctionError).toBe('Unhandled');
  expect(answer.errorMessage).toMatch(/shop in example-staging was rolled back to .*:1, .*the port is taken\.$/);
});

it('fails when another deploy overtakes it', async () => {
  stopClock();
  const first = hako({ app: 'shop', environment: 'staging', tag: 'v2' });
  const isBegun = () => aws.ecs.service(cluster, 'shop').taskDefinition === `${TASKS}:2`;
  while (!isBegun()) await new Promise((resolve) => setTimeout(resolve, 5));
  aws.ecs.deploy(cluster, 'shop', 'reg:5000/example/shop:v3');
  expect((await first).FunctionError).toBe('Unhandled');
});

it.each([
  [{ app: 'nope', environment: 'staging', tag: 'v2' }, 'ECS has no service nope in cluster example-staging'],
  [{ app: 'shop', environment: 'staging' }, 'tag'],
])('refuses %j', async (payload, message) => {
  const { FunctionError, answer } = await hako(payload);
  expect(FunctionError).toBe('Unhandled');
  expect(answer.errorMessage).toContain(message);
});

it('dies with its function, while ECS goes on alone', async () => {
  stopClock();
  const clusterOf = () => cluster;
  aws.lambda.register('hako', { handler: hakoHandler({ ecs: aws.ecs, clusterOf }), timeoutMs: 20 });
  const { answer } = await hako({ app: 'shop', environment: 'staging', tag: 'v2' });
  expect(answer.errorMessage).toContain('Task timed out after 0.02 seconds');
  now = Date.now;
  while (!aws.ecs.service(cluster, 'shop').stable) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(aws.ecs.service(cluster, 'shop').image).toBe('reg:5000/example/shop:v2');
});
