import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GitHubApp } from '../../activities/github/app.ts';
import { createOctokit } from '../../activities/github/client.ts';
import { createGitHubActivities } from '../../activities/github/index.ts';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';

const keys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' }, // as GitHub gives it
  });
const { publicKey, privateKey } = keys();
const APP = { id: '4711', installationId: '42' };
const HOUR_MS = 3_600_000;
const START = Date.now();

const opened: GitHubSandbox[] = [];
let github: GitHubSandbox;
let ahead: number;
const now = () => START + ahead;
beforeEach(async () => {
  ahead = 0;
  github = await createGitHub({ token: 'of-a-person', app: { ...APP, publicKey }, now });
  opened.push(github);
  await github.listen();
  await github.createRepository('example/api', { files: { 'README.md': 'hello' } });
});
afterAll(() => Promise.all(opened.map((one) => one.close())));

function branchesBy(over: Partial<GitHubApp> = {}) {
  const octokit = createOctokit({ app: { ...APP, privateKey, ...over }, apiUrl: github.url }, { now });
  const { listBranches } = createGitHubActivities(octokit);
  return () => listBranches({ repository: 'example/api' });
}
const tokensGiven = () => github.gate.count(/^POST \/app\/installations\/42\/access_tokens$/);

describe('a GitHub App', () => {
  it('asks for a token once, and uses it as long as it lives', async () => {
    const branches = branchesBy();
    await expect(branches()).resolves.toEqual({ names: ['main'], more: false });
    ahead = HOUR_MS / 2;
    await branches();
    expect(tokensGiven()).toBe(1);
  });

  it('has a new token before the old one expires', async () => {
    const branches = branchesBy();
    await branches();
    ahead = HOUR_MS - 30_000;
    await branches();
    expect(tokensGiven()).toBe(2);
    ahead = HOUR_MS + 1_000; // the first one is dead now
    await branches();
    expect(tokensGiven()).toBe(2);
    expect(github.gate.calls.filter(({ status }) => status === 401)).toEqual([]);
  });

  it('renews a token that was taken back, once', async () => {
    const branches = branchesBy();
    await branches();
    github.revokeTokens();
    ahead = 10_000;
    await expect(branches()).resolves.toMatchObject({ names: ['main'] });
    expect(tokensGiven()).toBe(2);
  });

  it.each([
    ['another key', { privateKey: keys().privateKey }, ['does not know App 4711 by its key', 'GITHUB_APP_PRIVATE_KEY']],
    ['another id', { id: '4712' }, ['does not know App 4712', 'GITHUB_APP_ID']],
    ['another installation', { installationId: '43' }, ['no installation 43', 'GITHUB_APP_INSTALLATION_ID']],
  ])('with %s is refused for good, with what to correct', async (_, over, words) => {
    const refused = await branchesBy(over)().catch((error: unknown) => error);
    expect(refused).toMatchObject({ type: 'credentials-refused', nonRetryable: true });
    for (const word of words) expect(String(refused)).toContain(word);
    expect(String(refused)).not.toContain('PRIVATE KEY-----');
  });
});
