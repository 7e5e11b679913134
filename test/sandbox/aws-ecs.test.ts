import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AwsSandbox, createAws } from '../../sandbox/aws/index.ts';

const cluster = 'example-staging';
const TASKS = 'arn:aws:ecs:ap-northeast-1:123456789012:task-definition';
let now: number;
let aws: AwsSandbox;
let ecs: ECSClient;

beforeEach(async () => {
  now = Date.parse('2026-01-02T03:04:05Z');
  aws = createAws({ rolloutMs: 1_000, now: () => now });
  await aws.listen();
  aws.ecs.createService({ cluster, service: 'shop', container: 'app', image: 'reg:5000/shop:v1', desired: 4 });
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  ecs = new ECSClient({ endpoint: aws.url, region: 'ap-northeast-1', credentials, maxAttempts: 1 });
});
afterEach(async () => {
  ecs.destroy();
  await aws.close();
});

async function shop() {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: ['shop'] }));
  return services?.[0];
}

/** Status, task definition's revision, running tasks and roll-out of each deployment. */
async function deployments() {
  return (await shop())?.deployments?.map(({ status, taskDefinition, runningCount, rolloutState }) =>
    [status, taskDefinition?.split(':').at(-1), runningCount, rolloutState].join(' '),
  );
}

describe('DescribeServices', () => {
  it('shows a service that is in order', async () => {
    expect(await shop()).toMatchObject({
      serviceName: 'shop',
      status: 'ACTIVE',
      desiredCount: 4,
      runningCount: 4,
      pendingCount: 0,
      taskDefinition: `${TASKS}/shop-example-staging:1`,
      createdAt: new Date(now),
      deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', desiredCount: 4, runningCount: 4 }],
    });
    expect(aws.gate.count(/^ecs\.DescribeServices$/)).toBe(1);
  });

  it('lists what is missing beside what it found, without an error', async () => {
    const { services, failures } = await ecs.send(new DescribeServicesCommand({ cluster, services: ['nope', 'shop'] }));
    expect(services).toHaveLength(1);
    expect(failures).toEqual([
      { arn: `arn:aws:ecs:ap-northeast-1:123456789012:service/${cluster}/nope`, reason: 'MISSING' },
    ]);
  });

  it('refuses a missing cluster and an empty list', async () => {
    const missing = ecs.send(new DescribeServicesCommand({ cluster: 'nope', services: ['shop'] }));
    await expect(missing).rejects.toMatchObject({ name: 'ClusterNotFoundException', message: 'Cluster not found.' });
    const empty = ecs.send(new DescribeServicesCommand({ cluster, services: [] }));
    await expect(empty).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('task definitions', () => {
  it('are found by ARN, revision or family, with every container', async () => {
    aws.ecs.createService({
      ...{ cluster, service: 'api', container: 'app', image: 'api:v1', desired: 1 },
      sidecars: { proxy: 'envoy:v9' },
    });
    const arn = aws.ecs.deploy(cluster, 'api', 'api:v2');
    for (const taskDefinition of [arn, 'api-example-staging:2', 'api-example-staging']) {
      const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
      expect(answer.taskDefinition).toMatchObject({
        taskDefinitionArn: arn,
        revision: 2,
        containerDefinitions: [
          { name: 'app', image: 'api:v2' },
          { name: 'proxy', image: 'envoy:v9' },
        ],
      });
    }
  });

  it('refuses what was never registered', async () => {
    const asked = ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: `${TASKS}/shop-example-staging:9` }));
    await expect(asked).rejects.toMatchObject({
      name: 'ClientException',
      message: 'Unable to describe task definition.',
    });
  });
});

describe('a roll-out', () => {
  it('starts new tasks, drains the old, and only then is completed', async () => {
    aws.ecs.deploy(cluster, 'shop', 'reg:5000/shop:v2');
    expect(await shop()).toMatchObject({ taskDefinition: `${TASKS}/shop-example-staging:2`, pendingCount: 4 });
    expect(await deployments()).toEqual(['PRIMARY 2 0 IN_PROGRESS', 'ACTIVE 1 4 COMPLETED']);
    now += 450;
    expect(await deployments()).toEqual(['PRIMARY 2 2 IN_PROGRESS', 'ACTIVE 1 4 COMPLETED']);
    now += 400; // all new tasks run, and an old one as well
    expect(await deployments()).toEqual(['PRIMARY 2 4 IN_PROGRESS', 'ACTIVE 1 1 COMPLETED']);
    expect(aws.ecs.service(cluster, 'shop')).toMatchObject({ running: 5, desired: 4, stable: false });
    now += 150;
    expect(await deployments()).toEqual(['PRIMARY 2 4 COMPLETED']);
    expect(aws.ecs.service(cluster, 'shop')).toMatchObject({ image: 'reg:5000/shop:v2', running: 4, stable: true });
  });

  it('may be overtaken by another', async () => {
    aws.ecs.deploy(cluster, 'shop', 'shop:v2');
    now += 500;
    aws.ecs.deploy(cluster, 'shop', 'shop:v3');
    expect(await deployments()).toEqual(['PRIMARY 3 0 IN_PROGRESS', 'ACTIVE 2 2 IN_PROGRESS', 'ACTIVE 1 4 COMPLETED']);
    now += 1_000;
    expect(await deployments()).toEqual(['PRIMARY 3 4 COMPLETED']);
  });

  it('of a service that wants no tasks is completed, too', async () => {
    aws.ecs.scale(cluster, 'shop', 0);
    aws.ecs.deploy(cluster, 'shop', 'shop:v2');
    now += 1_000;
    expect(await shop()).toMatchObject({ desiredCount: 0, runningCount: 0 });
    expect(await deployments()).toEqual(['PRIMARY 2 0 COMPLETED']);
  });
});

describe('a roll-out that fails', () => {
  it('ends FAILED, goes back, and leaves a stable service with the old image', async () => {
    aws.ecs.fail(cluster, 'shop');
    aws.ecs.deploy(cluster, 'shop', 'shop:v2');
    now += 999;
    expect(await deployments()).toEqual(['PRIMARY 2 0 IN_PROGRESS', 'ACTIVE 1 4 COMPLETED']);
    expect((await shop())?.deployments?.[0]?.failedTasks).toBe(2);
    now += 1;
    expect(await deployments()).toEqual(['PRIMARY 1 4 IN_PROGRESS', 'ACTIVE 2 0 FAILED']);
    const [back, failed] = (await shop())?.deployments ?? [];
    expect(failed?.rolloutStateReason).toBe('ECS deployment circuit breaker: tasks failed to start.');
    expect(back?.rolloutStateReason).toMatch(
      /^ECS deployment circuit breaker: rolling back to deploymentId ecs-svc\/\d+\.$/,
    );
    now += 500;
    expect(await deployments()).toEqual(['PRIMARY 1 4 COMPLETED']);
    expect(aws.ecs.service(cluster, 'shop')).toMatchObject({ image: 'reg:5000/shop:v1', stable: true });
    const { state } = await waitUntilServicesStable({ client: ecs, maxWaitTime: 60 }, { cluster, services: ['shop'] });
    expect(state).toBe('SUCCESS'); // the trap: stable is not success
  });

  it('is one only: the next works, also from the middle of the way back', async () => {
    aws.ecs.fail(cluster, 'shop', 'CannotPullContainerError');
    aws.ecs.deploy(cluster, 'shop', 'shop:v2');
    now += 1_100;
    aws.ecs.deploy(cluster, 'shop', 'shop:v3');
    expect(await deployments()).toEqual(['PRIMARY 3 0 IN_PROGRESS', 'ACTIVE 1 4 IN_PROGRESS', 'ACTIVE 2 0 FAILED']);
    now += 1_000;
    expect(await deployments()).toEqual(['PRIMARY 3 4 COMPLETED']);
  });
});

describe('UpdateService', () => {
  const update = (change: object, service = 'shop') =>
    ecs.send(new UpdateServiceCommand({ cluster, service, ...change }));

  it('rolls out what RegisterTaskDefinition made', async () => {
    const containerDefinitions = [{ name: 'app', image: 'shop:v9' }];
    const made = await ecs.send(
      new RegisterTaskDefinitionCommand({ family: 'shop-example-staging', containerDefinitions }),
    );
    expect(made.taskDefinition?.revision).toBe(2);
    expect(await deployments()).toEqual(['PRIMARY 1 4 COMPLETED']); // the newest revision is not what runs
    const { service } = await update({ taskDefinition: 'shop-example-staging' });
    expect(service?.deployments).toHaveLength(2);
    now += 1_000;
    expect(aws.ecs.service(cluster, 'shop').image).toBe('shop:v9');
  });

  it('changes the number of tasks without a new deployment, and begins one by force', async () => {
    await update({ desiredCount: 2 });
    expect(await deployments()).toEqual(['PRIMARY 1 2 COMPLETED']);
    await update({ forceNewDeployment: true });
    expect(await deployments()).toEqual(['PRIMARY 1 0 IN_PROGRESS', 'ACTIVE 1 2 COMPLETED']);
  });

  it('refuses a missing service and a missing task definition', async () => {
    await expect(update({}, 'nope')).rejects.toMatchObject({ name: 'ServiceNotFoundException' });
    await expect(update({ taskDefinition: 'nope:1' })).rejects.toMatchObject({ name: 'ClientException' });
  });
});
