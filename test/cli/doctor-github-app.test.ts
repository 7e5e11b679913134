import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { createAws } from '../../sandbox/aws/index.ts';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';
import { seedGit } from '../../sandbox/seed-git.ts';
import { openSurgery, type Surgery } from '../support/surgery.ts';

const aKey = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
const { publicKey, privateKey } = aKey();
const APP = { id: '4711', installationId: '42', publicKey };

let surgery: Surgery;
let github: GitHubSandbox;
beforeAll(async () => {
  surgery = await openSurgery();
});
afterEach(() => github.close());
afterAll(() => surgery.close());

/** What doctor says of GitHub when tempocat comes as an App that its installation grants this. */
async function examine(
  granted: { readonly contents: 'read' | 'write'; readonly pull_requests: 'read' | 'write' },
  over: Readonly<Record<string, string>> = {},
) {
  github = await createGitHub({ token: 'of-nobody', app: { ...APP, permissions: granted } });
  await github.listen();
  await seedGit(github, createAws().ecr);
  const app = {
    GITHUB_APP_ID: APP.id,
    GITHUB_APP_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n'),
    GITHUB_APP_INSTALLATION_ID: APP.installationId,
  };
  return surgery.examine({ env: { GITHUB_TOKEN: '', GITHUB_API_URL: github.url, ...app, ...over } });
}

it('doctor finds nothing wrong with a GitHub App that may what deploys need, and changes nothing', async () => {
  const { exit, data, bad } = await examine({ contents: 'write', pull_requests: 'write' });
  expect(bad).toEqual([]);
  expect(exit).toBe(0);
  const tried = data.filter(({ area }) => area === 'GitHub').map(({ what, verdict }) => `${what}: ${verdict}`);
  expect(tried).toEqual(expect.arrayContaining(['token: good', 'example/manifests: write contents: good']));
  expect(tried).toContain('example/manifests: write pull requests: good');
  expect(github.pullRequests('example/manifests')).toEqual([]);
  expect(await github.log('example/manifests')).toHaveLength(1);
});

it.each([
  ['contents', 'write contents', 'Contents'],
  ['pull_requests', 'write pull requests', 'Pull requests'],
] as const)('it names an installation that grants no %s to write, and what mends it', async (right, what, name) => {
  const { exit, bad } = await examine({ contents: 'write', pull_requests: 'write', [right]: 'read' });
  expect(bad).toEqual([
    `GitHub · example/manifests: ${what} · tempocat may not write in example/manifests, or not see it: Resource not accessible by integration. ` +
      `→ Give the App ${name}: read and write, accept that at its installation, and install it on example/manifests.`,
  ]);
  expect(exit).toBe(1);
});

it.each([
  [
    'the key of another App',
    { GITHUB_APP_PRIVATE_KEY: aKey().privateKey },
    'GitHub · token · GitHub does not know App 4711 by its key: A JSON web token could not be decoded. → Check GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.',
  ],
  [
    'an installation that it has not',
    { GITHUB_APP_INSTALLATION_ID: '43' },
    'GitHub · token · App 4711 has no installation 43: Not Found. → Install it, and correct GITHUB_APP_INSTALLATION_ID.',
  ],
  [
    'what is no key',
    { GITHUB_APP_PRIVATE_KEY: 'nonsense' },
    'Environment · worker · GITHUB_APP_PRIVATE_KEY is not an RSA private key in PEM format → Set it as .env.example says; what lies behind it was not tried.',
  ],
])('it names %s, and what mends it', async (_, over, expected) => {
  const { exit, bad } = await examine({ contents: 'write', pull_requests: 'write' }, over);
  expect(bad).toEqual([expected]);
  expect(exit).toBe(1);
});
