import { setTimeout as sleep } from 'node:timers/promises';
import { ECSClient, RegisterTaskDefinitionCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createEcsActivities } from '../../activities/ecs/index.ts';
import type { EcsState } from '../../domain/rollout.ts';
import { type AwsSandbox, createAws } from '../../sandbox/aws/index.ts';

let aws: AwsSandbox;
let client: ECSClient;
const clientWith = (accessKeyId: string) =>
  new ECSClient({
    region: 'ap-northeast-1',
    endpoint: aws.url,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 's' },
  });

beforeAll(async () => {
  aws = createAws({ rolloutMs: 400 });
  await aws.listen();
  client = clientWith('AKIA');
});
afterAll(async () => {
  client.destroy();
  await aws.close();
});

const PACE = { first: 20, slowest: 50 };
const activities = () => createEcsActivities(client, PACE);
const calls = (operation: string) => aws.gate.calls.filter((call) => call.operation === `ecs.${operation}`).length;

let count = 0;
function aService(image = 'r/shop:v1') {
  count += 1;
  const service = { cluster: 'c', service: `shop-${count}`, container: 'app' };
  aws.ecs.createService({ ...service, image, desired: 2, sidecars: { proxy: 'r/proxy:1' } });
  return { ...service, timeoutMs: 1_000 };
}
type Service = ReturnType<typeof aService>;

/** Every state that the watcher is told of, until the service stands still on this definition. */
async function watch(ecs: ReturnType<typeof activities>, service: Service, arn: string): Promise<EcsState[]> {
  const seen: EcsState[] = [await ecs.readService({ ecs: service })];
  for (let last = seen[0]; last && !isDone(last, arn); last = seen.at(-1))
    seen.push(await new MockActivityEnvironment().run(ecs.awaitServiceChange, { ecs: service, lastSeen: last }));
  return seen;
}
const isDone = ({ taskDefinition, deployments: [first, ...others] }: EcsState, arn: string) =>
  taskDefinition === arn && others.length === 0 && first?.rolloutState === 'COMPLETED';

describe('readService', () => {
  it('reads what the service runs: the named container’s image, not another’s', async () => {
    const service = aService();
    expect(await activities().readService({ ecs: service })).toMatchObject({
      status: 'ACTIVE',
      image: 'r/shop:v1',
      desired: 2,
      running: 2,
      deployments: [{ status: 'PRIMARY', image: 'r/shop:v1', rolloutState: 'COMPLETED' }],
    });
  });

  it.each([
    ['service', { service: 'none' }, /no service none in cluster c, region ap-northeast-1 \(MISSING\).*ask/],
    ['cluster', { cluster: 'nowhere' }, /no cluster nowhere in region ap-northeast-1/],
    ['container', { container: 'web' }, /no container web; it has app, proxy\./],
  ])('no such %s is said, and who to ask', async (_, over, message) => {
    const service = { ...aService(), ...over };
    await expect(activities().readService({ ecs: service })).rejects.toMatchObject({
      type: 'manifest-not-found',
      nonRetryable: true,
      message: expect.stringMatching(message),
    });
  });

  it('tells refused credentials from throttling and from an outage', async () => {
    const service = aService();
    const plan = (status: number, type: string) =>
      aws.gate.plan({
        operation: /DescribeServices/,
        mishap: { kind: 'status', status, body: { __type: type, message: 'x' } },
      });
    const ask = () => activities().readService({ ecs: service });
    const denied = createEcsActivities(clientWith('DENIED'), PACE).readService({ ecs: service });
    await expect(denied).rejects.toMatchObject({ type: 'credentials-refused', nonRetryable: true });
    plan(400, 'ThrottlingException');
    await expect(ask()).rejects.toMatchObject({ type: 'retry-later', nonRetryable: false });
    plan(400, 'InvalidParameterException');
    await expect(ask()).rejects.toMatchObject({ type: 'internal', nonRetryable: true });
    plan(500, 'ServerException');
    await expect(ask()).rejects.not.toHaveProperty('nonRetryable');
    expect(await ask()).toMatchObject({ status: 'ACTIVE' });
  });
});

describe('awaitServiceChange', () => {
  it('sees a roll-out step by step until it is done, and asks for each task definition once', async () => {
    const service = aService();
    const ecs = activities();
    await ecs.readService({ ecs: service });
    const before = calls('DescribeTaskDefinition');
    const arn = aws.ecs.deploy('c', service.service, 'r/shop:v2');
    const seen = await watch(ecs, service, arn);
    const both = seen.find(({ deployments }) => deployments.length === 2);
    expect(both?.deployments.map(({ status, image }) => [status, image])).toEqual([
      ['PRIMARY', 'r/shop:v2'],
      ['ACTIVE', 'r/shop:v1'],
    ]);
    expect(seen.at(-1)).toMatchObject({
      image: 'r/shop:v2',
      deployments: [{ status: 'PRIMARY', image: 'r/shop:v2', running: 2, desired: 2 }],
    });
    expect(calls('DescribeTaskDefinition') - before).toBe(1);
  });

  it('brings why a roll-out failed', async () => {
    const service = aService();
    const { taskDefinition } = await activities().readService({ ecs: service });
    aws.ecs.fail('c', service.service, 'CannotPullContainerError');
    aws.ecs.deploy('c', service.service, 'r/shop:v2');
    const seen = await watch(activities(), service, taskDefinition);
    const reasons = seen.flatMap(({ deployments }) => deployments.map(({ reason }) => reason ?? ''));
    expect(reasons.join()).toContain('CannotPullContainerError');
  });

  it('a container that is new in this roll-out is missing only where it drains', async () => {
    const service = aService();
    const { taskDefinition } = await client.send(
      new RegisterTaskDefinitionCommand({
        family: service.service,
        containerDefinitions: [{ name: 'web', image: 'r/shop:v2' }],
      }),
    );
    const arn = taskDefinition?.taskDefinitionArn ?? '';
    await client.send(new UpdateServiceCommand({ cluster: 'c', service: service.service, taskDefinition: arn }));
    const seen = await watch(activities(), { ...service, container: 'web' }, arn);
    expect(seen[0]?.deployments.map(({ image }) => image)).toEqual(['r/shop:v2', '']);
    expect(seen.at(-1)).toMatchObject({ image: 'r/shop:v2', deployments: [{ image: 'r/shop:v2' }] });
  });

  it('without anything seen before answers at once', async () => {
    const ecs = aService();
    const state = await new MockActivityEnvironment().run(activities().awaitServiceChange, { ecs });
    expect(state).toEqual(await activities().readService({ ecs }));
  });

  it('heartbeats while nothing changes, and ends when it is cancelled', async () => {
    const service = aService();
    const lastSeen = await activities().readService({ ecs: service });
    const before = calls('DescribeServices');
    const environment = new MockActivityEnvironment({ heartbeatTimeoutMs: 3_000 });
    const beat = new Promise((heard) => environment.once('heartbeat', heard));
    const patient = createEcsActivities(client, { first: 60_000, slowest: 60_000 });
    const change = environment.run(patient.awaitServiceChange, { ecs: service, lastSeen });
    await beat;
    while (calls('DescribeServices') === before) await sleep(5);
    environment.cancel();
    await expect(change).rejects.toMatchObject({ name: 'CancelledFailure' });
    expect(calls('DescribeServices') - before).toBe(1);
  });

  it('a first look that hangs ends when it is cancelled', async () => {
    const ecs = aService();
    aws.gate.plan({ operation: /DescribeServices/, mishap: { kind: 'hold' } });
    const environment = new MockActivityEnvironment();
    const waiting = environment.run(activities().awaitServiceChange, { ecs });
    environment.cancel();
    await expect(waiting).rejects.toMatchObject({ name: 'CancelledFailure' });
    aws.gate.release();
  });
});
