import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOctokit } from '../../activities/github/client.ts';
import { createGitHubActivities } from '../../activities/github/index.ts';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';

const repository = 'example/api';
const source = { repository, defaultBranch: 'main' };

let github: GitHubSandbox;
let octokit: ReturnType<typeof createOctokit>;
let list: ReturnType<typeof createGitHubActivities>['listCommits'];
/** Ten commits on `main`, oldest first. */
const main: string[] = [];
let side = '';

const commit = (branch: string, text: string) =>
  github.commitFile({
    repository,
    branch,
    path: 'CHANGES.md',
    text,
    message: `${text}\n\nwith more below`,
    author: { name: 'Rin', email: 'rin@example.com' },
  });

beforeAll(async () => {
  github = await createGitHub({ token: 'good' });
  await github.listen();
  await github.createRepository(repository, { files: { 'README.md': 'api\n' } });
  for (let count = 0; count < 10; count += 1) main.push(await commit('main', `Change ${count}`));
  await github.createBranch(repository, 'side', main[4]);
  side = await commit('side', 'Something else');
  octokit = createOctokit({ token: 'good', apiUrl: github.url });
  list = createGitHubActivities(octokit).listCommits;
});
afterAll(() => github.close());

const at = (index: number) => main[index] ?? '';

describe('listCommits', () => {
  it('forward: count, subjects, authors and a link, newest first', async () => {
    const commits = await list({ source, from: at(3), to: at(6) });
    expect(commits).toMatchObject({ kind: 'listed', direction: 'forward', total: 3, takenBack: 0 });
    expect(commits).toMatchObject({
      commits: [6, 5, 4].map((index) => ({ sha: at(index), subject: `Change ${index}`, author: 'Rin' })),
      url: expect.stringContaining(`/${repository}/compare/${at(3)}...${at(6)}`),
    });
  });

  it('back to an older image: what is taken back, never "no commits"', async () => {
    const commits = await list({ source, from: at(6), to: at(3) });
    expect(commits).toMatchObject({ kind: 'listed', direction: 'back', total: 3, takenBack: 3 });
    expect(commits).toMatchObject({ commits: [6, 5, 4].map((index) => ({ sha: at(index) })) });
  });

  it('diverged: the new ones, and how many of what runs are left out', async () => {
    const commits = await list({ source, from: at(6), to: side });
    expect(commits).toMatchObject({ kind: 'listed', direction: 'diverged', total: 1, takenBack: 2 });
    expect(commits).toMatchObject({ commits: [{ sha: side, subject: 'Something else' }] });
  });

  it('the same commit: none', async () => {
    expect(await list({ source, from: at(2), to: at(2) })).toMatchObject({ kind: 'listed', total: 0, takenBack: 0 });
  });

  it('more than 250: the right count, and the newest of them', async () => {
    const from = await github.head(repository);
    for (let count = 0; count < 260; count += 1) await commit('main', `Many ${count}`);
    const commits = await list({ source, from, to: await github.head(repository) });
    expect(commits).toMatchObject({ kind: 'listed', total: 260 });
    if (commits.kind !== 'listed') throw new Error('not listed');
    expect(commits.commits.map(({ subject }) => subject).slice(0, 2)).toEqual(['Many 259', 'Many 258']);
    expect(commits.commits).toHaveLength(20);
  });

  it.each([
    ['a tag that is no commit', 'v1.2', /the tag v1\.2 is not a commit/],
    ['a commit that the repository does not have', 'f'.repeat(40), /example\/api does not have both commits/],
  ])('%s is said, and fails nothing', async (_, from, reason) => {
    expect(await list({ source, from, to: at(1) })).toEqual({
      kind: 'unavailable',
      reason: expect.stringMatching(reason),
    });
  });

  it('histories with nothing in common are said', async () => {
    const place = { owner: 'example', repo: 'api' };
    const { data: tree } = await octokit.rest.git.createTree({
      ...place,
      tree: [{ path: 'a', mode: '100644', type: 'blob', content: 'b' }],
    });
    const { data: root } = await octokit.rest.git.createCommit({
      ...place,
      message: 'begun anew',
      tree: tree.sha,
      parents: [],
    });
    await octokit.rest.git.createRef({ ...place, ref: 'refs/heads/anew', sha: root.sha });
    expect(await list({ source, from: at(1), to: root.sha })).toEqual({
      kind: 'unavailable',
      reason: expect.stringContaining('no history in common in example/api'),
    });
  });

  it('a spent rate limit is said', async () => {
    const mishap = { kind: 'status', status: 403, body: { message: 'API rate limit exceeded' } } as const;
    github.gate.plan({ operation: /compare/, mishap });
    expect(await list({ source, from: at(1), to: at(2) })).toEqual({
      kind: 'unavailable',
      reason: expect.stringContaining('API rate limit exceeded'),
    });
  });
});
