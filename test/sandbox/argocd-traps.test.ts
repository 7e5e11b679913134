import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ArgoCdSandbox, createArgoCd } from '../../sandbox/argocd/index.ts';
import { readManifests } from '../../sandbox/argocd/manifests.ts';
import type { represent } from '../../sandbox/argocd/represent.ts';

const OLD = 'reg/api:v1';
const NEW = 'reg/api:v2';
const LATE = 3_000;
let now: number;
let files: Record<string, string>;
let head: string;
let argocd: ArgoCdSandbox;

const git = {
  head: async () => head,
  read: async (_: string, path: string) => files[path] ?? Promise.reject(new Error('no such file')),
};

function commit(sha: string, tag: string): void {
  head = sha;
  files = { 'api/kustomization.yaml': `images:\n- name: reg/api\n  newTag: ${tag}\n` };
}

beforeEach(async () => {
  now = Date.parse('2026-01-02T03:04:05Z');
  commit('c1', 'v1');
  argocd = createArgoCd({ token: 'token', git, now: () => now });
  await argocd.listen();
  await argocd.registerApplication({
    ...{ name: 'api', project: 'default', repository: 'o/r', branch: 'main', path: 'api' },
  });
});
afterEach(() => argocd.close());

async function look() {
  const url = `${argocd.url}/api/v1/applications/api?project=default&refresh=normal`;
  const response = await fetch(url, { headers: { authorization: 'Bearer token' } });
  return ((await response.json()) as ReturnType<typeof represent>).status;
}

async function deploy(sha: string, tag: string) {
  commit(sha, tag);
  await look();
  now += LATE;
  return look();
}

const health = async () => (await look()).health.status;

describe('Degraded', () => {
  it('is where an image ends that never becomes healthy, with the old pods beside it', async () => {
    argocd.degrade('api', NEW, 'Deployment "api" exceeded its progress deadline');
    expect(await deploy('c2', 'v2')).toMatchObject({
      sync: { status: 'Synced', revision: 'c2' },
      health: { status: 'Degraded', message: 'Deployment "api" exceeded its progress deadline' },
      operationState: { phase: 'Succeeded' },
      summary: { images: [OLD, NEW] },
    });
  });

  it('of before is still shown while the next is on its way, and ends with it', async () => {
    argocd.degrade('api', 'v2', 'CrashLoopBackOff');
    await deploy('c2', 'v2');
    commit('c3', 'v3');
    expect((await look()).health.status).toBe('Degraded');
    now += 600;
    expect(await look()).toMatchObject({ sync: { revision: 'c3' }, health: { status: 'Degraded' } });
    now += 150;
    expect(await health()).toBe('Progressing');
    now += LATE;
    expect(await look()).toMatchObject({ health: { status: 'Healthy' }, summary: { images: ['reg/api:v3'] } });
  });

  it('may come late, to what runs already', async () => {
    argocd.degrade('api', OLD, 'CrashLoopBackOff');
    expect(await look()).toMatchObject({ health: { status: 'Degraded' }, summary: { images: [OLD] } });
  });
});

describe('a sync that fails', () => {
  it('names the revision and the reason, changes nothing, and is tried for the next commit only', async () => {
    argocd.failSync('api', 'one or more objects failed to apply: Deployment is invalid');
    const failed = {
      sync: { status: 'OutOfSync', revision: 'c2' },
      health: { status: 'Healthy' },
      operationState: {
        phase: 'Failed',
        message: 'one or more objects failed to apply: Deployment is invalid',
        syncResult: { revision: 'c2' },
        finishedAt: '2026-01-02T03:04:05.600Z',
      },
      summary: { images: [OLD] },
    };
    expect(await deploy('c2', 'v2')).toMatchObject(failed);
    now += LATE;
    expect(await look()).toMatchObject(failed);
    expect(await deploy('c3', 'v2')).toMatchObject({ sync: { status: 'Synced' }, summary: { images: [NEW] } });
  });
});

describe('Suspended', () => {
  it('lasts until somebody resumes, with both images in the pods', async () => {
    argocd.pause('api');
    expect(await deploy('c2', 'v2')).toMatchObject({
      health: { status: 'Suspended' },
      summary: { images: [OLD, NEW] },
    });
    now += 60_000;
    expect(await health()).toBe('Suspended');
    argocd.resume('api');
    expect(await health()).toBe('Progressing');
    now += 1_500;
    expect(await look()).toMatchObject({ health: { status: 'Healthy' }, summary: { images: [NEW] } });
  });

  it('brings no old pods back', async () => {
    await deploy('c2', 'v2');
    argocd.pause('api');
    expect(await look()).toMatchObject({ health: { status: 'Suspended' }, summary: { images: [NEW] } });
    argocd.resume('api');
    expect(await health()).toBe('Healthy');
  });
});

it('shows no images when there are no pods', async () => {
  argocd.scaleToZero('api');
  expect(await deploy('c2', 'v2')).toMatchObject({
    sync: { status: 'Synced', revision: 'c2' },
    health: { status: 'Healthy' },
    summary: { images: [] },
  });
});

it('says what it cannot read, keeps what runs, and goes on when it is mended', async () => {
  head = 'c2';
  files = { 'api/kustomization.yaml': 'images: [' };
  expect(await look()).toMatchObject({
    sync: { status: 'Unknown', revision: 'c1' },
    conditions: [{ type: 'ComparisonError', message: expect.stringContaining('Failed to load target state') }],
    summary: { images: [OLD] },
  });
  files = {};
  expect((await look()).conditions?.[0]?.message).toContain('app path does not exist');
  const mended = await deploy('c3', 'v2');
  expect(mended).toMatchObject({ sync: { status: 'Synced' }, summary: { images: [NEW] } });
  expect(mended).not.toHaveProperty('conditions');
});

describe('readManifests', () => {
  const read = (text: string, name = 'kustomization.yaml') => {
    const one = {
      head: git.head,
      read: async (_: string, path: string) => (path === `p/${name}` ? text : git.read('', path)),
    };
    return readManifests(one, { repository: 'o/r', path: 'p' }, 'c1');
  };
  const tagged = async (tag: string) => (await read(`images:\n- name: a\n  newTag: ${tag}\n`)).images[0];

  it.each(['kustomization.yml', 'Kustomization'])('finds %s', async (name) => {
    expect((await read('images:\n- { name: a, newTag: v1 }', name)).images).toEqual(['a:v1']);
  });

  it('lists new names, digests and suffixes, the last of two, sorted; files without images have none', async () => {
    const text = `images:
- { name: z, newName: reg:5000/z, newTag: v1, digest: "sha256:12" }
- { name: x, newTag: v1 }
- { name: b, digest: "sha256:34" }
- { name: x, newTag: v2, tagSuffix: -x }
`;
    expect((await read(text)).images).toEqual(['b@sha256:34', 'reg:5000/z:v1@sha256:12', 'x:v2-x']);
    expect((await read('resources: [../base]')).images).toEqual([]);
    expect((await read('')).images).toEqual([]);
  });

  it.each(['1234567', '1.10', '1e3', '12345678e1', '0123456', '1_000', '0x1f', '.5', '+1', 'on', 'yes', 'true'])(
    'refuses the unquoted tag %s, as kustomize does, and takes it quoted',
    async (tag) => {
      await expect(tagged(tag)).rejects.toThrow();
      expect(await tagged(`"${tag}"`)).toBe(`a:${tag}`);
    },
  );

  it.each(['7e12345', '12e4567', 'e5', '1:20', '2024-01-01', '1.2.3', 'v1'])(
    'takes the unquoted tag %s',
    async (tag) => {
      expect(await tagged(tag)).toBe(`a:${tag}`);
    },
  );

  it.each(['~', 'null', ''])('takes the tag "%s" for none', async (tag) => {
    expect(await tagged(tag)).toBe('a');
  });

  it('refuses keys that nobody knows', async () => {
    await expect(read('images:\n- { name: a, tag: v1 }')).rejects.toThrow();
  });
});
