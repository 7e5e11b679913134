import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';

const at = { owner: 'example', repo: 'api' };
const NOWHERE = 'a'.repeat(40);

let github: GitHubSandbox;
let octokit: Octokit;
let first: string;

beforeAll(async () => {
  github = await createGitHub({ token: 'a-token' });
  await github.listen();
  await github.createRepository('example/api', { files: { a: 'a\n', 'folder/b': 'b\n' } });
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  octokit = new Octokit({ auth: 'a-token', baseUrl: github.url, retry: { enabled: false }, log });
  first = await github.head('example/api');
});
afterAll(() => github.close());

const refused = (status: number, message: string) => ({ status, message: expect.stringContaining(message) });
const push = (branch: string, text: string, path = 'a') =>
  github.commitFile({ repository: 'example/api', branch, path, text, message: `${path} is ${text}` });

describe('references', () => {
  it('creates, reads, moves and deletes a branch with slashes in its name', async () => {
    const ref = 'tempocat/api/staging/v1-abc';
    const created = await octokit.git.createRef({ ...at, ref: `refs/heads/${ref}`, sha: first });
    expect(created.status).toBe(201);
    const next = await push(ref, 'next');
    const { data } = await octokit.git.getRef({ ...at, ref: `heads/${ref}` });
    expect(data).toMatchObject({ ref: `refs/heads/${ref}`, object: { type: 'commit', sha: next } });
    const branch = await octokit.repos.getBranch({ ...at, branch: ref });
    expect(branch.data).toMatchObject({ name: ref, commit: { sha: next, parents: [{ sha: first }] } });
    expect((await octokit.git.deleteRef({ ...at, ref: `heads/${ref}` })).status).toBe(204);
    await expect(octokit.git.getRef({ ...at, ref: `heads/${ref}` })).rejects.toMatchObject(refused(404, 'Not Found'));
    await expect(octokit.repos.getBranch({ ...at, branch: ref })).rejects.toMatchObject(
      refused(404, 'Branch not found'),
    );
  });

  it('refuses what exists, what is missing and what is no fast forward', async () => {
    const create = (ref: string, sha = first) => octokit.git.createRef({ ...at, ref, sha });
    await expect(create('refs/heads/main')).rejects.toMatchObject(refused(422, 'Reference already exists'));
    await expect(create('refs/heads/new', NOWHERE)).rejects.toMatchObject(refused(422, 'Object does not exist'));
    await expect(create('refs/heads/b..d')).rejects.toMatchObject(refused(422, 'is not a valid ref name'));
    await expect(create('refs/heads/main/below')).rejects.toMatchObject(refused(422, 'Reference update failed'));
    const move = (ref: string, sha: string, force = false) => octokit.git.updateRef({ ...at, ref, sha, force });
    await expect(move('heads/nope', first)).rejects.toMatchObject(refused(422, 'Reference does not exist'));
    const [ours, theirs] = [await push('ours', '1'), await push('theirs', '2')];
    await expect(move('heads/ours', theirs)).rejects.toMatchObject(refused(422, 'Update is not a fast forward'));
    expect(await github.head('example/api', 'ours')).toBe(ours);
    expect((await move('heads/ours', theirs, true)).data.object.sha).toBe(theirs);
    const gone = octokit.git.deleteRef({ ...at, ref: 'heads/nope' });
    await expect(gone).rejects.toMatchObject(refused(422, 'Reference does not exist'));
  });

  it('lets one of ten win who create the same branch', async () => {
    const all = Array.from({ length: 10 }, () => octokit.git.createRef({ ...at, ref: 'refs/heads/race', sha: first }));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lists branches in pages with links', async () => {
    await github.createRepository('example/many', { files: { a: 'a' } });
    for (let n = 100; n < 130; n += 1) await github.createBranch('example/many', `b/${n}`);
    const many = { owner: 'example', repo: 'many' };
    const page = await octokit.repos.listBranches({ ...many, per_page: 10, page: 2 });
    expect(page.data.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, n) => `b/${n + 110}`));
    for (const rel of ['next', 'prev', 'first', 'last']) expect(page.headers.link).toContain(`rel="${rel}"`);
    expect((await octokit.repos.listBranches(many)).data).toHaveLength(30);
    expect(await octokit.paginate(octokit.repos.listBranches, { ...many, per_page: 7 })).toHaveLength(31);
  });
});

describe('git objects', () => {
  it('makes one commit of several files and moves the branch to it', async () => {
    await github.createBranch('example/api', 'several', first);
    const blob = await octokit.git.createBlob({
      ...at,
      content: Buffer.from('x\r\n').toString('base64'),
      encoding: 'base64',
    });
    const tree = await octokit.git.createTree({
      ...at,
      base_tree: first,
      tree: [
        { path: 'x', mode: '100644', type: 'blob', sha: blob.data.sha },
        { path: 'folder/y', mode: '100644', type: 'blob', content: 'y\n' },
        { path: 'a', mode: '100644', type: 'blob', sha: null },
      ],
    });
    const author = { name: 'Mao', email: 'mao@example.com', date: '2024-01-02T03:04:05Z' };
    const made = { ...at, message: 'Several\n\nfiles', tree: tree.data.sha, parents: [first], author };
    const { data } = await octokit.git.createCommit(made);
    expect(data).toMatchObject({ message: 'Several\n\nfiles', author, tree: { sha: tree.data.sha } });
    await octokit.git.updateRef({ ...at, ref: 'heads/several', sha: data.sha });
    const read = (path: string) => github.read('example/api', path, 'several');
    expect(await Promise.all([read('x'), read('folder/y'), read('folder/b')])).toEqual(['x\r\n', 'y\n', 'b\n']);
    await expect(read('a')).rejects.toThrow('no file a');
    expect((await octokit.git.getCommit({ ...at, commit_sha: data.sha })).data.parents[0]?.sha).toBe(first);
    const whole = await octokit.repos.getCommit({ ...at, ref: 'several' });
    expect(whole.data).toMatchObject({ sha: data.sha, commit: { author } });
  });

  it('refuses objects that are not there', async () => {
    const commit = { ...at, message: 'x', tree: NOWHERE };
    await expect(octokit.git.createCommit(commit)).rejects.toMatchObject(refused(422, 'Tree SHA does not exist'));
    const missing = octokit.git.getCommit({ ...at, commit_sha: NOWHERE });
    await expect(missing).rejects.toMatchObject(refused(404, 'Not Found'));
    const unknown = octokit.repos.getCommit({ ...at, ref: 'nope' });
    await expect(unknown).rejects.toMatchObject(refused(422, 'No commit found for SHA: nope'));
    const based = octokit.git.createTree({ ...at, base_tree: NOWHERE, tree: [] });
    await expect(based).rejects.toMatchObject(refused(404, 'Not Found'));
  });
});

describe('comparing', () => {
  const compare = async (base: string, head: string, more: { per_page?: number; page?: number } = {}) =>
    (await octokit.repos.compareCommitsWithBasehead({ ...at, basehead: `${base}...${head}`, ...more })).data;

  it('says how two ends stand to each other', async () => {
    await push('left', '1');
    const middle = await push('left', '2');
    const end = await push('left', '3', 'new');
    const ahead = await compare(first, end);
    expect(ahead).toMatchObject({ status: 'ahead', ahead_by: 3, behind_by: 0, total_commits: 3 });
    expect(ahead.commits.map(({ commit }) => commit.message)).toEqual(['a is 1', 'a is 2', 'new is 3']);
    expect(ahead.files?.map(({ filename }) => filename)).toEqual(['a', 'new']);
    expect(await compare('left', first)).toMatchObject({ status: 'behind', behind_by: 3, commits: [] });
    expect(await compare(end, 'left')).toMatchObject({ status: 'identical', total_commits: 0 });
    await push('right/with-slash', 'r');
    const apart = await compare('right/with-slash', middle);
    expect(apart).toMatchObject({ status: 'diverged', ahead_by: 2, behind_by: 1, merge_base_commit: { sha: first } });
    const paged = await compare(first, end, { per_page: 2, page: 2 });
    expect(paged).toMatchObject({ total_commits: 3, commits: [{ sha: end }] });
    expect((await fetch(ahead.html_url)).status).toBe(200);
    expect(await github.isAncestor('example/api', first, 'left')).toBe(true);
    expect(await github.isAncestor('example/api', 'left', first)).toBe(false);
  });

  it('answers 404 for what is unknown or unrelated', async () => {
    await expect(compare(first, NOWHERE)).rejects.toMatchObject(refused(404, 'Not Found'));
    const { data: tree } = await octokit.git.createTree({ ...at, tree: [] });
    const { data: orphan } = await octokit.git.createCommit({ ...at, message: 'alone', tree: tree.sha, parents: [] });
    await expect(compare(first, orphan.sha)).rejects.toMatchObject(refused(404, 'No common ancestor'));
  });
});
