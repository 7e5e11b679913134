import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOctokit } from '../../activities/github/client.ts';
import { createGitHubActivities } from '../../activities/github/index.ts';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';

const repository = 'example/manifests';
const imageRepository = aTarget().image.repository;
const kustomization = (newName: string) => `images:\n  - name: api\n    newName: ${newName}\n    newTag: v1\n`;

let github: GitHubSandbox;
let activities: ReturnType<typeof createGitHubActivities>;
beforeAll(async () => {
  github = await createGitHub({ token: 'good' });
  await github.listen();
  await github.createRepository(repository, {
    files: {
      'good/kustomization.yml': kustomization(imageRepository.uri),
      'other/kustomization.yaml': kustomization('reg.io/somebody/else'),
      'empty/notes.txt': 'nothing here\n',
    },
  });
  activities = createGitHubActivities(createOctokit({ token: 'good', apiUrl: github.url }));
});
afterAll(() => github.close());

const place = (over: Parameters<typeof aKustomization>[0]) => ({
  deploy: aKustomization({ path: 'good', ...over }),
  imageRepository,
});
const wish = (over: Parameters<typeof aKustomization>[0]) => ({
  ...place(over),
  branch: 'b',
  title: 't',
  body: 'b',
  tag: 'v2',
  message: 'm',
});
const refusal = (type: string, ...words: readonly string[]) => ({
  type,
  nonRetryable: true,
  message: expect.stringMatching(
    new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\s\\S]*')),
  ),
});

describe('readManifest says what was looked for, where, what was found and what to do', () => {
  it.each([
    [
      'no such repository',
      { repository: 'example/none' },
      refusal('repository-not-found', 'example/none', 'no right to see it'),
    ],
    [
      'no such folder',
      { path: 'nowhere' },
      refusal('manifest-not-found', 'nowhere/kustomization.yaml', 'no such folder', 'deploy.path'),
    ],
    [
      'no kustomization in the folder',
      { path: 'empty' },
      refusal('manifest-not-found', 'empty/kustomization.yaml', 'The folder holds notes.txt'),
    ],
    ['no such branch', { branch: 'gone' }, refusal('manifest-not-found', 'on gone', 'deploy.branch')],
    ['no such image', { image: 'worker' }, refusal('image-not-in-manifest', 'no image named worker', 'it has api')],
    [
      'another repository’s image',
      { path: 'other' },
      refusal('image-not-in-manifest', 'reg.io/somebody/else', imageRepository.uri),
    ],
  ])('%s', async (_, over, error) => {
    await expect(activities.readManifest(place(over))).rejects.toMatchObject(error);
  });

  it('finds kustomization.yml as well', async () => {
    expect(await activities.readManifest(place({}))).toEqual({
      file: 'good/kustomization.yml',
      tag: 'v1',
      digest: null,
    });
  });
});

describe('openPullRequest', () => {
  it.each([
    ['no such repository', { repository: 'example/none' }, refusal('repository-not-found', 'example/none')],
    ['no such branch', { branch: 'gone' }, refusal('manifest-not-found', 'no branch gone')],
  ])('%s', async (_, over, error) => {
    await expect(activities.openPullRequest(wish(over))).rejects.toMatchObject(error);
  });

  it('makes nothing when the tag is there already', async () => {
    expect(await activities.openPullRequest({ ...wish({}), tag: 'v1' })).toEqual({
      kind: 'unchanged',
      file: 'good/kustomization.yml',
      from: 'v1',
    });
    expect(github.pullRequests(repository)).toEqual([]);
  });
});

describe('what GitHub refuses', () => {
  const refuse = (status: number, headers: Record<string, string>, message = 'no') =>
    github.gate.plan({ operation: /contents/, mishap: { kind: 'status', status, headers, body: { message } } });

  it('a bad token is said', async () => {
    const bad = createGitHubActivities(createOctokit({ token: 'bad', apiUrl: github.url }));
    await expect(bad.readManifest(place({}))).rejects.toMatchObject(refusal('credentials-refused', 'GITHUB_TOKEN'));
  });

  it('a missing right is said', async () => {
    refuse(403, {}, 'Resource not accessible by integration');
    await expect(activities.readManifest(place({}))).rejects.toMatchObject(
      refusal('credentials-refused', 'not accessible'),
    );
  });

  it.each([
    ['429 with a spent budget', 429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, 1_000],
    ['403 by its words', 403, {}, 60_000],
    ['a header that says nothing', 403, { 'retry-after': 'soon' }, 60_000],
    ['a header that says for ever', 403, { 'retry-after': '1e300' }, 3_600_000],
  ])('%s is waited for as long as it asks, within reason', async (_, status, headers, ms) => {
    refuse(status, headers, 'You have exceeded a secondary rate limit');
    await expect(activities.readManifest(place({}))).rejects.toMatchObject({
      type: 'retry-later',
      nonRetryable: false,
      nextRetryDelay: ms,
    });
  });
});

describe('looking', () => {
  it('listCommits lists newest first, and says why when it cannot', async () => {
    await github.createRepository('example/src', { files: { a: '1' } });
    const from = await github.head('example/src', 'main');
    await github.commitFile({
      repository: 'example/src',
      branch: 'main',
      path: 'a',
      text: '2',
      message: 'first\n\nlong story',
    });
    const to = await github.commitFile({
      repository: 'example/src',
      branch: 'main',
      path: 'a',
      text: '3',
      message: 'second',
    });
    const source = { repository: 'example/src', defaultBranch: 'main' };
    expect(await activities.listCommits({ source, from, to })).toMatchObject({
      kind: 'listed',
      total: 2,
      commits: [{ sha: to, subject: 'second' }, { subject: 'first' }],
    });
    expect(await activities.listCommits({ source, from: 'v1', to })).toEqual({
      kind: 'unavailable',
      reason: 'the tag v1 is not a commit',
    });
    expect(await activities.listCommits({ source, from: 'a'.repeat(40), to })).toMatchObject({ kind: 'unavailable' });
    expect(await activities.isAncestor({ repository: 'example/src', ancestor: from, descendant: to })).toBe(true);
    expect(await activities.isAncestor({ repository: 'example/src', ancestor: to, descendant: from })).toBe(false);
    expect(await activities.isAncestor({ repository: 'example/src', ancestor: to, descendant: 'a'.repeat(40) })).toBe(
      false,
    );
  });

  it('listBranches names them', async () => {
    expect(await activities.listBranches({ repository })).toEqual({ names: ['main'], more: false });
    await expect(activities.listBranches({ repository: 'example/none' })).rejects.toThrow();
  });
});
