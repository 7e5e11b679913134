import { ECSClient } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createArgoCdClient } from '../../activities/argocd/client.ts';
import { createArgoCdActivities } from '../../activities/argocd/index.ts';
import { createEcsActivities } from '../../activities/ecs/index.ts';
import type { ArgoCdState, EcsState } from '../../domain/rollout.ts';
import { type ArgoCdSandbox, createArgoCd } from '../../sandbox/argocd/index.ts';
import { type AwsSandbox, createAws } from '../../sandbox/aws/index.ts';

const PACE = { first: 20, slowest: 50 };

describe('ECS', () => {
  let aws: AwsSandbox;
  let ecs: ReturnType<typeof createEcsActivities>;
  const service = { cluster: 'c', service: 'shop', container: 'app', timeoutMs: 1_000 };
  beforeAll(async () => {
    aws = createAws({ rolloutMs: 400 });
    await aws.listen();
    aws.ecs.createService({ cluster: 'c', service: 'shop', container: 'app', image: 'r/shop:v1', desired: 2 });
    const credentials = { accessKeyId: 'AKIA', secretAccessKey: 's' };
    ecs = createEcsActivities(
      new ECSClient({ region: 'ap-northeast-1', endpoint: aws.url, maxAttempts: 1, credentials }),
      PACE,
    );
  });
  afterAll(() => aws.close());
  const change = (lastSeen?: EcsState): Promise<EcsState> =>
    new MockActivityEnvironment().run(ecs.awaitServiceChange, { ecs: service, ...(lastSeen && { lastSeen }) });

  it('reads what the service runs, and sees a roll-out step by step until it is done', async () => {
    let state = await ecs.readService({ ecs: service });
    expect(state).toMatchObject({ status: 'ACTIVE', image: 'r/shop:v1', desired: 2, running: 2 });
    const arn = aws.ecs.deploy('c', 'shop', 'r/shop:v2');
    const seen: EcsState[] = [];
    while (
      !(
        state.taskDefinition === arn &&
        state.deployments.length === 1 &&
        state.deployments[0]?.rolloutState === 'COMPLETED'
      )
    ) {
      state = await change(state);
      seen.push(state);
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(state.deployments).toEqual([
      expect.objectContaining({ status: 'PRIMARY', image: 'r/shop:v2', running: 2, desired: 2 }),
    ]);
  });

  it('shows tasks that never start, which no circuit breaker ends', async () => {
    aws.ecs.stick('c', 'shop');
    aws.ecs.deploy('c', 'shop', 'r/shop:v3');
    let state = await change();
    while ((state.deployments[0]?.failed ?? 0) < 3) state = await change(state);
    expect(state.deployments).toMatchObject([
      { status: 'PRIMARY', image: 'r/shop:v3', running: 0, rolloutState: 'IN_PROGRESS' },
      { status: 'ACTIVE', image: 'r/shop:v2', running: 2 },
    ]);
  });

  it.each([
    ['no such service', { service: 'none' }, /no service none in cluster c/],
    ['no such container', { container: 'web' }, /no container web; it has app/],
  ])('%s is said', async (_, over, message) => {
    await expect(ecs.readService({ ecs: { ...service, ...over } })).rejects.toMatchObject({
      type: 'manifest-not-found',
      message: expect.stringMatching(message),
    });
  });
});

describe('Argo CD', () => {
  let argo: ArgoCdSandbox;
  const files = new Map<string, string>();
  let head = 'one';
  const write = (revision: string, tag: string) => {
    files.set(revision, `images:\n- name: app\n  newName: r/app\n  newTag: ${tag}\n`);
    head = revision;
  };
  const git = { head: async () => head, read: async (_: string, __: string, ref: string) => files.get(ref) ?? '' };
  const app = { application: 'app', project: 'default', timeoutMs: 1_000 };
  const activities = (token = 'good') => createArgoCdActivities(createArgoCdClient({ url: argo.url, token }), PACE);
  const change = (lastSeen?: ArgoCdState): Promise<ArgoCdState> =>
    new MockActivityEnvironment().run(activities().awaitApplicationChange, {
      argocd: app,
      ...(lastSeen && { lastSeen }),
    });

  beforeAll(async () => {
    write('one', 'v1');
    argo = createArgoCd({ token: 'good', git, syncMs: 100, progressMs: 200, lagMs: 30, pollMs: 60_000 });
    await argo.listen();
    await argo.registerApplication({ name: 'app', project: 'default', repository: 'o/r', branch: 'main', path: 'app' });
  });
  afterAll(() => argo.close());

  it('asks Argo CD to look at git at once, then hears of every change until the new image runs alone', async () => {
    write('two', 'v2');
    let state = await change();
    const seen = [state];
    while (!(state.health === 'Healthy' && state.images.join() === 'r/app:v2')) {
      state = await change(state);
      seen.push(state);
    }
    expect(seen.some(({ health }) => health === 'Progressing')).toBe(true);
    expect(state).toMatchObject({
      revisions: ['two'],
      sync: 'Synced',
      autoSync: true,
      operation: { phase: 'Succeeded', revisions: ['two'] },
    });
    const queries = argo.gate.calls.length;
    expect(queries).toBeGreaterThanOrEqual(seen.length);
  });

  const until = async (isThere: (state: ArgoCdState) => boolean): Promise<ArgoCdState> => {
    let state = await change();
    while (!isThere(state)) state = await change(state);
    return state;
  };

  it('tells what the pods say before the application itself is degraded, and heals with the next image', async () => {
    argo.degrade('app', 'v3', 'Back-off pulling image "r/app:v3"');
    write('three', 'v3');
    const ailing = await until(({ troubles }) => troubles !== undefined);
    expect(ailing).toMatchObject({ health: 'Progressing', troubles: ['Back-off pulling image "r/app:v3"'] });
    await until(({ health }) => health === 'Degraded');
    write('four', 'v4');
    const healed = await until(({ health, images }) => health === 'Healthy' && images.join() === 'r/app:v4');
    expect(healed).not.toHaveProperty('troubles');
    expect(healed.resources).toEqual({ total: 2, updated: 2 });
  });

  it('one may do without the resource tree', async () => {
    argo.degrade('app', 'v5', 'CrashLoopBackOff');
    write('five', 'v5');
    argo.gate.plan({
      operation: /resource-tree/,
      times: Number.POSITIVE_INFINITY,
      mishap: { kind: 'status', status: 403 },
    });
    const degraded = await until(({ health }) => health === 'Degraded');
    expect(degraded).toMatchObject({ healthMessage: 'CrashLoopBackOff' });
    expect(degraded).not.toHaveProperty('troubles');
    argo.gate.release();
  });

  it('says why a kustomization does not build, until it does', async () => {
    files.set('six', 'images: [');
    head = 'six';
    const broken = await until(({ conditions }) => conditions !== undefined);
    expect(broken.conditions).toEqual([expect.stringMatching(/^ComparisonError: /)]);
    write('seven', 'v7');
    expect(
      await until(({ health, images }) => health === 'Healthy' && images.join() === 'r/app:v7'),
    ).not.toHaveProperty('conditions');
  });

  it('knows that CronJobs alone have no pods to look at', async () => {
    argo.onlyCronJobs('app');
    write('eight', 'v8');
    const state = await until(({ sync, revisions }) => sync === 'Synced' && revisions.includes('eight'));
    expect(state.cronJobsOnly).toBe(true);
    expect(state.images).not.toContain('r/app:v8');
  });

  it('an application that is not there, a refused token and an outage are told apart', async () => {
    const ask = (application: string, token = 'good') =>
      new MockActivityEnvironment().run(activities(token).awaitApplicationChange, { argocd: { ...app, application } });
    await expect(ask('none')).rejects.toMatchObject({
      type: 'manifest-not-found',
      message: expect.stringContaining('no application none in project default'),
    });
    await expect(ask('app', 'stale')).rejects.toMatchObject({
      type: 'credentials-refused',
      message: expect.stringContaining('ARGOCD_TOKEN'),
    });
    argo.gate.plan({ operation: /application app$/, mishap: { kind: 'status', status: 503, body: 'upstream' } });
    await expect(ask('app')).rejects.toThrow('503');
  });
});
