import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOctokit } from '../../activities/github/client.ts';
import { createGitHubActivities } from '../../activities/github/index.ts';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';

const repository = 'example/api';
let github: GitHubSandbox;
beforeAll(async () => {
  github = await createGitHub({ token: 'good' });
  await github.listen();
  await github.createRepository(repository, { files: { 'README.md': 'api\n' } });
  for (const branch of ['feature/login', 'feature/logout', 'fix-Login-page'])
    await github.createBranch(repository, branch);
  for (let count = 0; count < 95; count += 1) await github.createBranch(repository, `many/${count}`);
});
afterAll(() => github.close());

const search = (words: string, over: { token?: string; repository?: string } = {}) => {
  const octokit = createOctokit({ token: over.token ?? 'good', apiUrl: github.url });
  return createGitHubActivities(octokit).searchBranches({ repository: over.repository ?? repository, words });
};

describe('searchBranches', () => {
  it('finds any part of a name, whatever its case', async () => {
    const { names, more } = await search('login');
    expect(names.toSorted()).toEqual(['feature/login', 'fix-Login-page']);
    expect(more).toBe(false);
  });

  it('names the first 90 and says that there are more', async () => {
    const { names, more } = await search('');
    expect([names.length, more]).toEqual([90, true]);
  });

  it('takes what people type as words, not as GraphQL', async () => {
    expect(await search('") { viewer { login } } #')).toEqual({ names: [], more: false });
  });

  it('says which repository is not there, and that a token was refused', async () => {
    await expect(search('x', { repository: 'example/none' })).rejects.toMatchObject({
      type: 'repository-not-found',
      message: expect.stringContaining('source.repository'),
    });
    await expect(search('x', { token: 'bad' })).rejects.toMatchObject({ type: 'credentials-refused' });
  });
});
