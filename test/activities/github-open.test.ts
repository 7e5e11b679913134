import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOctokit } from '../../activities/github/client.ts';
import { createGitHubActivities } from '../../activities/github/index.ts';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';

const repository = 'example/manifests';
const imageRepository = aTarget().image.repository;
const kustomization = (tag: string) => `images:\n  - name: api\n    newTag: ${tag}\n`;

let github: GitHubSandbox;
let octokit: ReturnType<typeof createOctokit>;
let activities: ReturnType<typeof createGitHubActivities>;
let count = 0;

beforeAll(async () => {
  github = await createGitHub({ token: 'good' });
  await github.listen();
  await github.createRepository(repository, { files: { 'README.md': 'manifests\n' } });
  octokit = createOctokit({ token: 'good', apiUrl: github.url });
  activities = createGitHubActivities(octokit);
});
afterAll(() => github.close());

/** What is asked of openPullRequest, for a file of its own. */
async function aWish(text = kustomization('v1')) {
  count += 1;
  const path = `services/s${count}`;
  const words = { tag: 'v2', title: 'Deploy', body: 'body', message: 'Deploy v2' };
  await github.commitFile({ repository, branch: 'main', path: `${path}/kustomization.yaml`, text, message: 'seed' });
  const deploy = aKustomization({ path, write: 'pullRequest' });
  return { deploy, imageRepository, ...words, branch: `tempocat/api/staging/${count}` };
}
type Wish = Awaited<ReturnType<typeof aWish>>;
const textOf = ({ deploy, branch }: Wish) => github.read(repository, `${deploy.path}/kustomization.yaml`, branch);
const pullsOf = ({ branch }: Wish) => github.pullRequests(repository).filter(({ head }) => head === branch);

describe('openPullRequest, run again after its answer was lost', () => {
  const steps = ['POST .*git/refs$', 'PUT .*contents', 'POST .*pulls$'];
  const cases = steps.flatMap((step) => (['before', 'after'] as const).map((when) => [when, step] as const));

  it.each(cases)('%s GitHub did %s: one branch, one commit, one pull request', async (when, step) => {
    const wish = await aWish();
    const base = await github.head(repository);
    github.gate.plan({ operation: new RegExp(`^${step}`), mishap: { kind: 'reset', when } });
    await expect(activities.openPullRequest(wish)).rejects.toThrow();
    const opened = await activities.openPullRequest(wish);

    const headSha = await github.head(repository, wish.branch);
    const [pull, ...others] = pullsOf(wish);
    expect(others).toEqual([]);
    expect(opened).toEqual({
      kind: 'opened',
      file: `${wish.deploy.path}/kustomization.yaml`,
      from: 'v1',
      pullRequest: { number: pull?.number, url: pull?.url, branch: wish.branch, headSha },
    });
    const [commit] = await github.log(repository, wish.branch);
    expect(commit).toMatchObject({ subject: 'Deploy v2', parents: [base] });
    expect(await textOf(wish)).toBe(kustomization('v2'));
  });

  it('opens a new pull request when somebody closed the first', async () => {
    const wish = await aWish();
    const first = await activities.openPullRequest(wish);
    if (first.kind !== 'opened') throw new Error(first.kind);
    const pull_number = first.pullRequest.number;
    await octokit.rest.pulls.update({ owner: 'example', repo: 'manifests', pull_number, state: 'closed' });
    const second = await activities.openPullRequest(wish);
    expect(pullsOf(wish).map(({ state }) => state)).toEqual(['closed', 'open']);
    expect(second).toMatchObject({ kind: 'opened', pullRequest: { headSha: first.pullRequest.headSha } });
  });

  it('makes nothing when somebody merged the first', async () => {
    const wish = await aWish();
    const first = await activities.openPullRequest(wish);
    if (first.kind !== 'opened') throw new Error(first.kind);
    const pull_number = first.pullRequest.number;
    await octokit.rest.pulls.merge({ owner: 'example', repo: 'manifests', pull_number });
    expect(await activities.openPullRequest(wish)).toMatchObject({ kind: 'unchanged', from: 'v2' });
    expect(pullsOf(wish)).toHaveLength(1);
  });
});

describe('openPullRequest', () => {
  it.each([
    ['a digest that pins the old image', `images:\n- name: api\n  newTag: v2\n  digest: sha256:${'0'.repeat(64)}\n`],
    ['an image without a tag', 'images:\n- name: api\n'],
  ])('changes %s', async (_, text) => {
    const wish = await aWish(text);
    expect(await activities.openPullRequest(wish)).toMatchObject({ kind: 'opened' });
    expect(await textOf(wish)).toBe('images:\n- name: api\n  newTag: v2\n');
  });

  it('quotes a tag that kustomize would refuse as a number', async () => {
    const wish = { ...(await aWish('images:\n- name: api\n  newTag: 1234567\n')), tag: '1234567' };
    expect(await activities.openPullRequest(wish)).toMatchObject({ kind: 'opened', from: '1234567' });
    expect(await textOf(wish)).toMatch(/newTag: (["'])1234567\1\n/);
  });

  it('a GitHub that is down is not a repository that is missing', async () => {
    const wish = await aWish();
    const operation = /^GET \/repos\/example\/manifests(\/git\/ref.*)?$/;
    github.gate.plan({
      operation: /git\/ref/,
      mishap: { kind: 'status', status: 404, body: { message: 'Not Found' } },
    });
    github.gate.plan({ operation, mishap: { kind: 'status', status: 503 } });
    await expect(activities.openPullRequest(wish)).rejects.toMatchObject({ status: 503 });
  });

  it('a name that GitHub does not take for a branch makes no pull request', async () => {
    const wish = { ...(await aWish()), branch: 'not a branch' };
    await expect(activities.openPullRequest(wish)).rejects.toMatchObject({ status: 422 });
    expect(pullsOf(wish)).toEqual([]);
  });
});

describe('listBranches', () => {
  it('puts the default branch first, even when it is not among the first hundred', async () => {
    const many = 'example/many';
    await github.createRepository(many, { files: { a: '1' }, defaultBranch: 'trunk' });
    const names = Array.from({ length: 101 }, (_, index) => `b-${String(index).padStart(3, '0')}`);
    for (const name of names) await github.createBranch(many, name);
    expect(await activities.listBranches({ repository: many })).toEqual({
      names: ['trunk', ...names.slice(0, 99)],
      more: true,
    });
  });

  it('says that a repository is not there', async () => {
    await expect(activities.listBranches({ repository: 'example/none' })).rejects.toMatchObject({
      type: 'repository-not-found',
      nonRetryable: true,
      message: expect.stringContaining('example/none'),
    });
  });
});

describe('listCommits', () => {
  const source = { repository: 'example/source', defaultBranch: 'main' };

  it('shows the newest twenty, and how many there are', async () => {
    await github.createRepository(source.repository, { files: { a: '0' } });
    const from = await github.head(source.repository);
    const commit = (index: number) =>
      github.commitFile({
        repository: source.repository,
        branch: 'main',
        path: 'a',
        text: `${index}`,
        message: `#${index}`,
      });
    for (let index = 1; index <= 25; index += 1) await commit(index);
    const listed = await activities.listCommits({ source, from, to: await github.head(source.repository) });
    if (listed.kind !== 'listed') throw new Error(listed.reason);
    expect(listed.total).toBe(25);
    expect(listed.commits.map(({ subject }) => subject)).toEqual(Array.from({ length: 20 }, (_, n) => `#${25 - n}`));
    expect((await fetch(listed.url)).status).toBe(200);
  });

  it.each([
    ['limits our rate', 429],
    ['refuses the token', 401],
    ['is down', 503],
  ])('never fails a deploy when GitHub %s', async (_, status) => {
    github.gate.plan({ operation: /compare/, mishap: { kind: 'status', status, body: { message: 'said so' } } });
    const [from, to] = ['a'.repeat(40), 'b'.repeat(40)];
    expect(await activities.listCommits({ source, from, to })).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('said so'),
    });
  });
});
