import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';

let github: GitHubSandbox;
let octokit: Octokit;
let count = 0;

beforeAll(async () => {
  github = await createGitHub({ token: 'a-token' });
  await github.listen();
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  octokit = new Octokit({ auth: 'a-token', baseUrl: github.url, retry: { enabled: false }, log });
});
afterAll(() => github.close());

const refused = (status: number, message: string) => ({ status, message: expect.stringContaining(message) });

async function aRepository() {
  count += 1;
  const repo = `r${count}`;
  const repository = `example/${repo}`;
  await github.createRepository(repository, { files: { a: '1\n2\n3\n4\n5\n6\n7\n8\n9\n' } });
  const at = { owner: 'example', repo };
  const push = (branch: string, text: string, path = 'a') =>
    github.commitFile({ repository, branch, path, text, message: `${path} on ${branch}` });
  const open = async (head: string, title = `Merge ${head}`) =>
    (await octokit.pulls.create({ ...at, title, head, base: 'main', body: 'why' })).data;
  const get = async (pull_number: number) => (await octokit.pulls.get({ ...at, pull_number })).data;
  const merge = async (pull_number: number, sha: string, merge_method: 'merge' | 'squash' | 'rebase' = 'merge') =>
    (await octokit.pulls.merge({ ...at, pull_number, sha, merge_method })).data;
  return { at, repository, push, open, get, merge };
}

const FIRST_CHANGED = 'one\n2\n3\n4\n5\n6\n7\n8\n9\n';
const LAST_CHANGED = '1\n2\n3\n4\n5\n6\n7\n8\nnine\n';
const BOTH_CHANGED = 'one\n2\n3\n4\n5\n6\n7\n8\nnine\n';

describe('opening a pull request', () => {
  it('creates it, and finds it again by its branch', async () => {
    const { at, push, open } = await aRepository();
    const sha = await push('tempocat/api/v1', FIRST_CHANGED);
    await push('other', LAST_CHANGED);
    const pull = await open('tempocat/api/v1');
    expect(pull).toMatchObject({ number: 1, state: 'open', merged: false, mergeable: null, head: { sha } });
    expect((await open('other')).number).toBe(2);
    const list = async (query: object) => (await octokit.pulls.list({ ...at, ...query })).data.map((it) => it.number);
    expect(await list({ head: 'example:tempocat/api/v1' })).toEqual([1]);
    expect(await list({ head: 'example:nope' })).toEqual([]);
    expect(await list({ head: 'no-owner-is-no-filter' })).toEqual([2, 1]);
    expect(await list({ base: 'other' })).toEqual([]);
    await octokit.pulls.update({ ...at, pull_number: 1, state: 'closed' });
    expect(await list({ head: 'example:tempocat/api/v1' })).toEqual([]);
    expect(await list({ state: 'closed' })).toEqual([1]);
    expect(await list({ state: 'all', per_page: 1, page: 2 })).toEqual([1]);
  });

  it('refuses a second one, an empty one and unknown branches', async () => {
    const { at, repository, push, open } = await aRepository();
    await push('b', FIRST_CHANGED);
    await github.createBranch(repository, 'empty');
    const twice = await Promise.allSettled([open('b'), open('b'), open('b')]);
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(open('b')).rejects.toMatchObject(refused(422, 'A pull request already exists for example:b.'));
    await expect(open('empty')).rejects.toMatchObject(refused(422, 'No commits between main and empty'));
    await expect(open('nope')).rejects.toMatchObject(refused(422, 'Validation Failed'));
    const missing = octokit.pulls.get({ ...at, pull_number: 99 });
    await expect(missing).rejects.toMatchObject(refused(404, 'Not Found'));
  });

  it('takes new words, a comment and a close', async () => {
    const { at, repository, push, open } = await aRepository();
    await push('b', FIRST_CHANGED);
    await open('b');
    await octokit.pulls.update({ ...at, pull_number: 1, title: 'new title', body: 'new body' });
    const comment = await octokit.issues.createComment({ ...at, issue_number: 1, body: 'rejected by mao' });
    expect(comment.status).toBe(201);
    const { data } = await octokit.pulls.update({ ...at, pull_number: 1, state: 'closed' });
    expect(data).toMatchObject({ state: 'closed', merged: false, title: 'new title', body: 'new body' });
    expect(data.closed_at).not.toBeNull();
    expect(github.pullRequests(repository)).toMatchObject([{ state: 'closed', comments: ['rejected by mao'] }]);
    await expect(octokit.issues.createComment({ ...at, issue_number: 9, body: 'x' })).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('whether it merges', () => {
  it('is unknown to the first who asks after a change, then told', async () => {
    const { push, open, get } = await aRepository();
    await push('b', FIRST_CHANGED);
    await open('b');
    expect(await get(1)).toMatchObject({ mergeable: null, mergeable_state: 'unknown' });
    expect(await get(1)).toMatchObject({ mergeable: true, mergeable_state: 'clean' });
    await push('main', 'uno\n2\n3\n4\n5\n6\n7\n8\n9\n');
    expect(await get(1)).toMatchObject({ mergeable: null });
    expect(await get(1)).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
  });

  it('follows the branch, and closes when the branch goes or has nothing left', async () => {
    const { at, repository, push, open, get } = await aRepository();
    for (const branch of ['b', 'gone', 'reset']) await push(branch, FIRST_CHANGED);
    for (const branch of ['b', 'gone', 'reset']) await open(branch);
    const sha = await push('b', BOTH_CHANGED);
    expect((await get(1)).head.sha).toBe(sha);
    await octokit.git.deleteRef({ ...at, ref: 'heads/gone' });
    await octokit.git.updateRef({ ...at, ref: 'heads/reset', sha: await github.head(repository), force: true });
    expect(github.pullRequests(repository).map(({ state }) => state)).toEqual(['open', 'closed', 'closed']);
    await octokit.git.updateRef({ ...at, ref: 'heads/main', sha });
    expect(await get(1)).toMatchObject({ state: 'closed', merged: true, merge_commit_sha: sha });
  });
});

describe('merging', () => {
  it('merges by a merge commit when both sides moved', async () => {
    const { repository, push, open, get, merge } = await aRepository();
    const head = await push('b', FIRST_CHANGED);
    await open('b');
    const base = await push('main', LAST_CHANGED);
    const { sha, merged } = await merge(1, head);
    expect(merged).toBe(true);
    expect(await github.read(repository, 'a')).toBe(BOTH_CHANGED);
    const [top] = await github.log(repository);
    expect(top).toMatchObject({ sha, subject: 'Merge pull request #1 from example/b', parents: [base, head] });
    expect(await get(1)).toMatchObject({ merged: true, state: 'closed', mergeable: null, merge_commit_sha: sha });
    expect((await get(1)).merged_at).not.toBeNull();
  });

  it('squashes into one commit', async () => {
    const { repository, push, open, merge } = await aRepository();
    await push('b', FIRST_CHANGED);
    const head = await push('b', 'x\n', 'x');
    await open('b', 'Two things');
    const base = await push('main', LAST_CHANGED);
    const { sha } = await merge(1, head, 'squash');
    expect((await github.log(repository))[0]).toMatchObject({ sha, subject: 'Two things (#1)', parents: [base] });
    expect(await github.read(repository, 'a')).toBe(BOTH_CHANGED);
  });

  it('rebases commit by commit', async () => {
    const { repository, push, open, merge } = await aRepository();
    await push('b', FIRST_CHANGED);
    const head = await push('b', 'x\n', 'x');
    await open('b');
    const base = await push('main', LAST_CHANGED);
    const { sha } = await merge(1, head, 'rebase');
    const log = await github.log(repository);
    expect(log.map(({ subject }) => subject)).toEqual(['x on b', 'a on b', 'a on main', 'Initial commit']);
    expect(log[0]).toMatchObject({ sha, author: 'dev-one' });
    expect(log[1]?.parents).toEqual([base]);
    expect(await github.read(repository, 'a')).toBe(BOTH_CHANGED);
  });

  it('refuses a conflict, another head, a second time and a closed one', async () => {
    const { at, push, open, merge } = await aRepository();
    const head = await push('b', FIRST_CHANGED);
    await open('b');
    const moved = refused(409, 'Head branch was modified. Review and try the merge again.');
    await expect(merge(1, 'a'.repeat(40))).rejects.toMatchObject(moved);
    await push('main', 'uno\n2\n');
    await expect(merge(1, head)).rejects.toMatchObject(refused(405, 'Pull Request is not mergeable'));
    await expect(merge(1, head, 'rebase')).rejects.toMatchObject({ status: 405 });
    const other = await push('c', 'c\n', 'c');
    await open('c');
    await merge(2, other);
    await expect(merge(2, other)).rejects.toMatchObject(refused(405, 'Pull Request is not mergeable'));
    await octokit.pulls.update({ ...at, pull_number: 1, state: 'closed' });
    await expect(merge(1, head)).rejects.toMatchObject({ status: 405 });
    await expect(octokit.request('PUT /repos/{owner}/{repo}/pulls/99/merge', at)).rejects.toMatchObject({
      status: 404,
    });
  });

  it('is blocked while a required check is missing', async () => {
    const { repository, push, open, get, merge } = await aRepository();
    const head = await push('b', FIRST_CHANGED);
    await open('b');
    const reason = 'Required status check "ci" is expected.';
    github.setBlocked(repository, 1, reason);
    await get(1);
    expect(await get(1)).toMatchObject({ mergeable: true, mergeable_state: 'blocked' });
    await expect(merge(1, head)).rejects.toMatchObject(refused(405, reason));
    github.setBlocked(repository, 1, undefined);
    expect((await merge(1, head)).merged).toBe(true);
  });

  it('merges many pull requests at once, each of them once', async () => {
    const { repository, push, open, merge } = await aRepository();
    const heads: string[] = [];
    for (const n of [1, 2, 3, 4, 5]) heads.push(await push(`b${n}`, `${n}\n`, `f${n}`));
    for (const n of [1, 2, 3, 4, 5]) await open(`b${n}`);
    const outcomes = await Promise.allSettled([...heads, ...heads].map((head, n) => merge((n % 5) + 1, head)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect((await github.log(repository)).filter(({ parents }) => parents.length === 2)).toHaveLength(5);
    for (const n of [1, 2, 3, 4, 5]) expect(await github.read(repository, `f${n}`)).toBe(`${n}\n`);
  });
});
