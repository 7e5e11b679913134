import { getEventListeners, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createArgoCdClient } from '../../activities/argocd/client.ts';
import { createArgoCdActivities } from '../../activities/argocd/index.ts';
import type { ArgoCdState } from '../../domain/rollout.ts';
import { type ArgoCdSandbox, createArgoCd } from '../../sandbox/argocd/index.ts';

const PACE = { first: 20, slowest: 50 };
const argocd = { application: 'app', project: 'default', timeoutMs: 1_000 };
const activities = (url: string, token = 'good') => createArgoCdActivities(createArgoCdClient({ url, token }), PACE);

interface Asking {
  readonly url: string;
  readonly lastSeen?: ArgoCdState | undefined;
  readonly application?: string;
  readonly token?: string;
}
function change({ url, lastSeen, application = 'app', token }: Asking): Promise<ArgoCdState> {
  const { awaitApplicationChange } = activities(url, token);
  return new MockActivityEnvironment().run(awaitApplicationChange, {
    argocd: { ...argocd, application },
    ...(lastSeen && { lastSeen }),
  });
}

describe('with an Argo CD that follows git', () => {
  const files = new Map<string, string>();
  let head = '';
  const write = (revision: string, tag: string) => {
    files.set(revision, `images:\n- name: app\n  newName: r/app\n  newTag: ${tag}\n`);
    head = revision;
  };
  const git = { head: async () => head, read: async (_: string, __: string, ref: string) => files.get(ref) ?? '' };
  const open: ArgoCdSandbox[] = [];
  afterEach(async () => void (await Promise.all(open.splice(0).map((argo) => argo.close()))));

  /** Runs v1 of revision `one`; looks at git by itself each `pollMs`. */
  async function anArgoCd(pollMs: number): Promise<ArgoCdSandbox> {
    write('one', 'v1');
    const argo = createArgoCd({ token: 'good', git, syncMs: 100, progressMs: 200, lagMs: 30, pollMs });
    open.push(argo);
    await argo.listen();
    await argo.registerApplication({ name: 'app', project: 'default', repository: 'o/r', branch: 'main', path: 'app' });
    return argo;
  }

  async function watch(url: string, from?: ArgoCdState): Promise<ArgoCdState[]> {
    const seen: ArgoCdState[] = [];
    for (let last = from; !last || !isLive(last); last = seen.at(-1)) seen.push(await change({ url, lastSeen: last }));
    return seen;
  }
  const isLive = ({ health, images }: ArgoCdState) => health === 'Healthy' && images.join() === 'r/app:v2';

  it('shows the old revision, synced and healthy, until Argo CD has looked; then each step of ours', async () => {
    const { url } = await anArgoCd(300);
    const old = await change({ url });
    expect(old).toMatchObject({ revisions: ['one'], sync: 'Synced', health: 'Healthy', images: ['r/app:v1'] });
    write('two', 'v2');
    const seen = await watch(url, old);
    expect(seen.some(({ sync, operationRunning }) => sync === 'OutOfSync' && operationRunning)).toBe(true);
    expect(seen.some(({ sync, health }) => sync === 'Synced' && health === 'Progressing')).toBe(true);
    expect(seen.at(-1)).toMatchObject({
      revisions: ['two'],
      sync: 'Synced',
      autoSync: true,
      operationRunning: false,
      operation: { phase: 'Succeeded', revisions: ['two'], finishedAt: expect.any(String) },
    });
  });

  it('the first look makes Argo CD look at git, which it would do much later by itself', async () => {
    const { url } = await anArgoCd(600_000);
    write('two', 'v2');
    const seen = await watch(url);
    expect(seen.at(-1)).toMatchObject({ revisions: ['two'], images: ['r/app:v2'] });
  });

  it('brings why a sync failed', async () => {
    const argo = await anArgoCd(600_000);
    argo.failSync('app', 'admission webhook denied it');
    write('two', 'v2');
    let state = await change(argo);
    while (state.operation?.phase !== 'Failed') state = await change({ url: argo.url, lastSeen: state });
    expect(state.operation).toMatchObject({ message: 'admission webhook denied it', revisions: ['two'] });
  });

  it('tells an application that is not there from a refused token and from an outage', async () => {
    const { url, gate } = await anArgoCd(600_000);
    await expect(change({ url, application: 'none' })).rejects.toMatchObject({
      type: 'manifest-not-found',
      nonRetryable: true,
      message: expect.stringMatching(/no application none in project default, or tempocat has no right/),
    });
    await expect(change({ url, token: 'stale' })).rejects.toMatchObject({
      type: 'credentials-refused',
      nonRetryable: true,
      message: expect.stringContaining('ARGOCD_TOKEN'),
    });
    const plan = (status: number) =>
      gate.plan({ operation: /application app$/, mishap: { kind: 'status', status, body: 'upstream' } });
    plan(403);
    await expect(change({ url })).rejects.toMatchObject({ type: 'manifest-not-found' });
    plan(503);
    await expect(change({ url })).rejects.toThrow('503');
    plan(200);
    await expect(change({ url })).rejects.toThrow('is not Argo CD: upstream');
    gate.plan({ operation: /application app$/, mishap: { kind: 'reset', when: 'before' } });
    await expect(change({ url })).rejects.not.toHaveProperty('nonRetryable');
  });

  it('heartbeats while nothing changes, and ends when it is cancelled', async () => {
    const { url } = await anArgoCd(600_000);
    const lastSeen = await change({ url });
    const environment = new MockActivityEnvironment({ heartbeatTimeoutMs: 3_000 });
    const beat = once(environment, 'heartbeat');
    const waiting = environment.run(activities(url).awaitApplicationChange, { argocd, lastSeen });
    await beat;
    environment.cancel();
    await expect(waiting).rejects.toMatchObject({ name: 'CancelledFailure' });
  });

  it('a request that hangs ends by itself, whatever the garbage collector does meanwhile', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc');
    const { url, gate } = await anArgoCd(600_000);
    gate.plan({ operation: /application app$/, mishap: { kind: 'hold' } });
    const client = createArgoCdClient({ url, token: 'good', answersWithinMs: 500 });
    const { signal } = new AbortController();
    const asked = client.application(argocd, { refresh: false, signal });
    const collecting = setInterval(collect, 50);
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
    clearInterval(collecting);
    expect(getEventListeners(signal, 'abort')).toEqual([]); // a watch asks many times
  }, 20_000);

  it('a request that hangs ends when it is cancelled', async () => {
    const { url, gate } = await anArgoCd(600_000);
    gate.plan({ operation: /application app$/, mishap: { kind: 'hold' } });
    const environment = new MockActivityEnvironment();
    const waiting = environment.run(activities(url).awaitApplicationChange, { argocd });
    environment.cancel();
    await expect(waiting).rejects.toMatchObject({ name: 'CancelledFailure' });
  });
});

describe('with an Argo CD that answers what it likes', () => {
  let server: Server;
  let url = '';
  const asked: string[] = [];
  let answers: unknown[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      response.end(JSON.stringify({ metadata: { name: 'app' }, ...Object(answer) }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    url = `http://127.0.0.1:${port}/argo/`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  const NOTHING = {
    revisions: [],
    sync: 'Unknown',
    health: 'Unknown',
    operationRunning: false,
    images: [],
    autoSync: false,
  };

  it('always names the project, and asks for a look at git only the first time', async () => {
    asked.length = 0;
    answers = [{}, {}, {}, { status: { sync: { status: 'Synced' } } }];
    const first = await change({ url });
    await change({ url, lastSeen: first });
    const path = '/argo/api/v1/applications/app?project=default';
    expect(asked).toEqual([`${path}&refresh=normal`, path, path, path]);
  });

  it.each([
    ['nothing', {}, {}],
    ['nulls', { spec: { syncPolicy: null }, operation: null, status: { operationState: null, summary: null } }, {}],
    ['another shape', { status: { sync: 'Synced', health: 7, summary: { images: 'x' } }, spec: [] }, {}],
    ['several sources', { status: { sync: { revisions: ['a', 'b'], revision: '' } } }, { revisions: ['a', 'b'] }],
    ['automatic sync without options', { spec: { syncPolicy: { automated: {} } } }, { autoSync: true }],
    ['automatic sync switched off', { spec: { syncPolicy: { automated: { enabled: false } } } }, {}],
  ])('reads %s', async (_, answer, expected) => {
    answers = [answer];
    expect(await change({ url })).toEqual({ ...NOTHING, ...expected });
  });
});
