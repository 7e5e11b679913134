import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ArgoCdSandbox, createArgoCd } from '../../sandbox/argocd/index.ts';
import type { represent } from '../../sandbox/argocd/represent.ts';

type Answer = ReturnType<typeof represent> & { error?: string };

const OLD = 'reg/api:v1';
const NEW = 'reg/api:v2';
const LATE = 3_000;
let now: number;
let commits: Map<string, Readonly<Record<string, string>>>;
let argocd: ArgoCdSandbox;

/** A git of a few lines: the newest commit is the head of every branch. */
const git = {
  head: async () => [...commits.keys()].at(-1) ?? Promise.reject(new Error('repository not found')),
  read: async (_: string, path: string, ref: string) =>
    commits.get(ref)?.[path] ?? Promise.reject(new Error('no such file')),
};
const commit = (sha: string, text: string, path = 'api/kustomization.yaml') => void commits.set(sha, { [path]: text });
const kustomization = (tag: string) => `images:\n- name: api\n  newName: reg/api\n  newTag: ${tag}\n`;

beforeEach(async () => {
  now = Date.parse('2026-01-02T03:04:05Z');
  commits = new Map();
  commit('c1', kustomization('v1'));
  argocd = createArgoCd({ token: 'token', git, now: () => now, pollMs: 10_000 });
  await argocd.listen();
  await register();
});
afterEach(() => argocd.close());

function register(name = 'api'): Promise<void> {
  return argocd.registerApplication({ name, project: 'default', repository: 'o/r', branch: 'main', path: 'api' });
}

async function ask(path: string, { token = 'token', ...init }: RequestInit & { token?: string } = {}) {
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${argocd.url}/api/v1/applications/${path}`, { ...init, headers });
  return { status: response.status, body: (await response.json()) as Answer };
}

const get = async (refresh = '') => (await ask(`api?project=default${refresh && `&refresh=${refresh}`}`)).body;

/** What matters of an application, in one row. */
async function see(refresh = '') {
  const { operation, status } = await get(refresh);
  const { sync, health, operationState, reconciledAt, summary } = status;
  const looked = 'finishedAt' in operationState && reconciledAt >= operationState.finishedAt;
  const { phase, syncResult } = operationState;
  return [
    `${sync.status} ${sync.revision}`,
    health.status,
    `${phase} ${syncResult.revision}${operation ? ', running' : ''}${looked ? ', looked' : ''}`,
    summary.images.join(' '),
  ].join(' | ');
}

const BEFORE = `Synced c1 | Healthy | Succeeded c1, looked | ${OLD}`;
const AFTER = `Synced c2 | Healthy | Succeeded c2, looked | ${NEW}`;

describe('GET /api/v1/applications/{name}', () => {
  it('answers an application', async () => {
    expect(await get()).toMatchObject({
      metadata: { name: 'api' },
      spec: { project: 'default', source: { path: 'api', targetRevision: 'main' }, syncPolicy: { automated: {} } },
    });
    expect(await see()).toBe(BEFORE);
  });

  it('says forbidden for what is missing, and missing only when the project is named', async () => {
    expect(await ask('nope')).toEqual({ status: 403, body: expect.objectContaining({ error: 'permission denied' }) });
    expect(await ask('nope?project=default')).toMatchObject({ status: 404, body: { code: 5 } });
    expect((await ask('api?project=other')).status).toBe(404);
    expect((await ask('api')).status).toBe(200);
  });

  it('refuses who has no token, or a wrong one', async () => {
    expect(await ask('api', { token: '' })).toMatchObject({ status: 401, body: { error: 'no session information' } });
    expect(await ask('api', { token: 'other' })).toMatchObject({ status: 401, body: { code: 16 } });
  });

  it('passes the fault gate', async () => {
    argocd.gate.plan({ operation: /^GET application api$/, mishap: { kind: 'status', status: 502 } });
    expect((await ask('api')).status).toBe(502);
    expect((await ask('api')).status).toBe(200);
    expect(argocd.gate.count(/^GET application api$/)).toBe(1);
  });
});

describe('after a commit', () => {
  it('shows the old state as synced and healthy, until it looks', async () => {
    commit('c2', kustomization('v2'));
    now += 9_000;
    expect(await see()).toBe(BEFORE);
    now += 1_000; // its own time to look has come
    expect(await see()).toContain('OutOfSync c2');
  });

  it.each(['normal', 'hard'])('syncs, looks again, rolls out, and is healthy after refresh=%s', async (refresh) => {
    commit('c2', kustomization('v2'));
    expect(await see(refresh)).toBe(`OutOfSync c2 | Healthy | Running c2, running | ${OLD}`);
    now += 600; // synced, but not looked at: the health is that of the old pods
    expect(await see()).toBe(`Synced c2 | Healthy | Succeeded c2 | ${OLD}`);
    now += 150;
    expect(await see()).toBe(`Synced c2 | Progressing | Succeeded c2, looked | ${OLD} ${NEW}`);
    now += 1_500;
    expect(await see()).toBe(AFTER);
    expect(await argocd.running('api')).toEqual([NEW]);
  });

  it('starts one sync for one commit, however many ask at once', async () => {
    commit('c2', kustomization('v2'));
    const rows = await Promise.all(Array.from({ length: 5 }, () => see('normal')));
    expect(new Set(rows).size).toBe(1);
    now += 600;
    expect(await see('normal')).toContain('Succeeded c2 |');
    now += LATE;
    expect(await see()).toBe(AFTER);
  });

  it('takes a later commit that changes nothing here without a sync', async () => {
    commit('c2', kustomization('v2'));
    await see('normal');
    now += LATE;
    commit('c3', `# a neighbour's\n${kustomization('v2')}`);
    expect(await see('normal')).toBe(`Synced c3 | Healthy | Succeeded c2, looked | ${NEW}`);
  });

  it('takes a commit that comes in the middle of a sync right after it', async () => {
    commit('c2', kustomization('v2'));
    await see('normal');
    commit('c3', kustomization('v3'));
    expect(await see('normal')).toContain('OutOfSync c2');
    now += 750;
    expect(await see()).toBe(`OutOfSync c3 | Progressing | Running c3, running | ${OLD} ${NEW}`);
    now += LATE;
    expect(await see()).toBe('Synced c3 | Healthy | Succeeded c3, looked | reg/api:v3');
  });
});

describe('the page for people', () => {
  it('shows what a link from a message leads to', async () => {
    const page = await (await fetch(`${argocd.url}/applications/argocd/api`)).text();
    expect(page).toContain('<title>api · Argo CD</title>');
    expect(page).toContain(`<code>${OLD}</code>`);
    expect((await fetch(`${argocd.url}/applications/nope`)).status).toBe(404);
    expect(argocd.gate.calls).toHaveLength(0);
  });
});

describe('POST …/sync', () => {
  const sync = (body?: object) =>
    ask('api/sync?project=default', { method: 'POST', ...(body && { body: JSON.stringify(body) }) });

  it('syncs what nobody syncs by itself', async () => {
    argocd.setAutoSync('api', false);
    commit('c2', kustomization('v2'));
    expect(await see('normal')).toBe(`OutOfSync c2 | Healthy | Succeeded c1, looked | ${OLD}`);
    now += LATE;
    expect(await see()).toContain('OutOfSync c2');
    expect((await get()).spec.syncPolicy).toBeUndefined();
    expect((await sync()).body.operation?.initiatedBy).toEqual({ username: 'admin' });
    now += LATE;
    expect(await see()).toBe(AFTER);
  });

  it('refuses a second operation, and another revision than the one that is followed', async () => {
    expect((await sync({ revision: 'c0' })).body.error).toBe('Cannot sync to c0: auto-sync currently set to main');
    expect((await sync()).status).toBe(200);
    expect(await sync()).toMatchObject({
      status: 400,
      body: { code: 9, error: 'another operation is already in progress' },
    });
    expect((await ask('nope/sync', { method: 'POST' })).status).toBe(403);
  });
});
