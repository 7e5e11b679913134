import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';

const TOKEN = 'a-token';
const at = { owner: 'example', repo: 'manifests' };
const path = 'api/overlays/staging/kustomization.yaml';
const YAML = 'images:\n  - name: api\n    newTag: v1 # 日本\n';

let github: GitHubSandbox;
let octokit: Octokit;

beforeAll(async () => {
  github = await createGitHub({ token: TOKEN });
  await github.listen();
  await github.createRepository('example/manifests', { files: { [path]: YAML, 'README.md': '# manifests\n' } });
  octokit = connect(TOKEN);
});
afterAll(() => github.close());

function connect(token: string): Octokit {
  return new Octokit({ auth: token, baseUrl: github.url, retry: { enabled: false }, log: silent });
}
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const encode = (text: string) => Buffer.from(text).toString('base64');
const refused = (status: number, message: string) => ({ status, message: expect.stringContaining(message) });

async function shaOf(file: string, ref = 'main'): Promise<string> {
  const { data } = await octokit.repos.getContent({ ...at, path: file, ref });
  if (Array.isArray(data)) throw new Error('a folder');
  return data.sha;
}

describe('who may come in', () => {
  it('takes both spellings of the token and refuses others in the words of GitHub', async () => {
    const url = `${github.url}/repos/example/manifests`;
    for (const authorization of [`token ${TOKEN}`, `Bearer ${TOKEN}`]) {
      expect((await fetch(url, { headers: { authorization } })).status).toBe(200);
    }
    await expect(connect('wrong').repos.get(at)).rejects.toMatchObject(refused(401, 'Bad credentials'));
    expect((await fetch(url)).status).toBe(401);
  });

  it('knows its repositories and no others', async () => {
    const { data } = await octokit.repos.get(at);
    expect(data).toMatchObject({ full_name: 'example/manifests', default_branch: 'main' });
    await expect(octokit.repos.get({ owner: 'example', repo: 'nope' })).rejects.toMatchObject(
      refused(404, 'Not Found'),
    );
    await expect(octokit.request('GET /repos/example/manifests/nope')).rejects.toMatchObject(refused(404, 'Not Found'));
  });
});

describe('reading contents', () => {
  it('gives a file as base64 and as it is', async () => {
    const { data } = await octokit.repos.getContent({ ...at, path });
    if (Array.isArray(data) || data.type !== 'file') throw new Error('no file');
    expect(Buffer.from(data.content, 'base64').toString()).toBe(YAML);
    expect(data).toMatchObject({ path, encoding: 'base64', size: Buffer.byteLength(YAML) });
    const raw = await octokit.repos.getContent({ ...at, path, mediaType: { format: 'raw+json' } });
    expect(raw.data).toBe(YAML);
  });

  it('lists a folder, and says what it does not have', async () => {
    const { data } = await octokit.repos.getContent({ ...at, path: 'api/overlays' });
    expect(data).toMatchObject([{ name: 'staging', type: 'dir', path: 'api/overlays/staging' }]);
    const root = await octokit.repos.getContent({ ...at, path: '' });
    expect(root.data).toMatchObject([{ name: 'README.md', type: 'file', size: 12 }, { name: 'api' }]);
    await expect(octokit.repos.getContent({ ...at, path: 'nope' })).rejects.toMatchObject(refused(404, 'Not Found'));
    const elsewhere = octokit.repos.getContent({ ...at, path, ref: 'nope' });
    await expect(elsewhere).rejects.toMatchObject(refused(404, 'No commit found for the ref nope'));
  });

  it('leaves out the content above one megabyte', async () => {
    const text = 'x'.repeat(2 ** 20 + 1);
    await github.commitFile({ repository: 'example/manifests', branch: 'big', path: 'big', text, message: 'big' });
    const { data } = await octokit.repos.getContent({ ...at, path: 'big', ref: 'big' });
    expect(data).toMatchObject({ encoding: 'none', content: '' });
    const raw = await octokit.repos.getContent({ ...at, path: 'big', ref: 'big', mediaType: { format: 'raw+json' } });
    expect(String(raw.data)).toHaveLength(text.length);
  });

  it('answers 304 to those who have it already, which costs nothing', async () => {
    const first = await octokit.repos.getContent({ ...at, path });
    const headers = { 'if-none-match': first.headers.etag ?? '' };
    await expect(octokit.repos.getContent({ ...at, path, headers })).rejects.toMatchObject({ status: 304 });
    const next = await octokit.repos.getContent({ ...at, path });
    const left = (answer: typeof first) => Number(answer.headers['x-ratelimit-remaining']);
    expect(left(next)).toBe(left(first) - 1);
    expect(Number(first.headers['x-ratelimit-reset'])).toBeGreaterThan(Date.now() / 1000);
  });
});

describe('writing contents', () => {
  const put = (file: string, text: string, more: { sha?: string; branch?: string } = {}) =>
    octokit.repos.createOrUpdateFileContents({
      ...at,
      path: file,
      message: `write ${file}`,
      content: encode(text),
      ...more,
    });

  it('creates with 201, updates with 200, byte for byte, paths with odd letters too', async () => {
    const odd = 'a folder/50% #1?&日本.yaml';
    const created = await put(odd, 'one');
    expect(created.status).toBe(201);
    const updated = await put(odd, 'two\r\n\ttabs', { sha: created.data.content?.sha ?? '' });
    expect(updated.status).toBe(200);
    expect(await github.read('example/manifests', odd)).toBe('two\r\n\ttabs');
    expect(await github.head('example/manifests', 'main')).toBe(updated.data.commit.sha);
    expect(await shaOf(odd)).toBe(updated.data.content?.sha);
  });

  it('refuses a missing sha, a stale sha, an unknown branch, a bad path and bad base64', async () => {
    await expect(put('README.md', 'x')).rejects.toMatchObject(refused(422, '"sha" wasn\'t supplied.'));
    const stale = 'a'.repeat(40);
    await expect(put('README.md', 'x', { sha: stale })).rejects.toMatchObject(
      refused(409, `README.md does not match ${stale}`),
    );
    await expect(put('x', 'x', { branch: 'nope' })).rejects.toMatchObject(refused(404, 'Branch nope not found'));
    await expect(put('.git/config', 'x')).rejects.toMatchObject(refused(422, 'malformed path component'));
    const call = { ...at, path: 'x', message: 'x', content: '!' };
    await expect(octokit.repos.createOrUpdateFileContents(call)).rejects.toMatchObject(refused(422, 'valid Base64'));
    const url = 'PUT /repos/example/manifests/contents/x';
    await expect(octokit.request(url, { content: '' })).rejects.toMatchObject(
      refused(422, '"message" wasn\'t supplied.'),
    );
  });

  it('lets exactly one of twenty writers win with the same sha, and all of them one after another', async () => {
    const { data } = await put('counter', '0');
    const writers = Array.from({ length: 20 }, (_, n) => put('counter', `by ${n}`, { sha: data.content?.sha ?? '' }));
    const outcomes = await Promise.allSettled(writers);
    const statuses = outcomes.map((one) => (one.status === 'fulfilled' ? one.value.status : one.reason.status)).sort();
    expect(statuses).toEqual([200, ...Array(19).fill(409)]);
    const apart = await Promise.all(Array.from({ length: 20 }, (_, n) => put(`apart/${n}`, `${n}`)));
    expect(apart.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect((await github.log('example/manifests')).filter(({ subject }) => subject.includes('apart/'))).toHaveLength(
      20,
    );
  });

  it('tells those who listen about every push', async () => {
    const heard: string[] = [];
    const stop = github.onPush((...push) => heard.push(push.join(' ')));
    const { data } = await put('heard', '1');
    stop();
    await put('not-heard', '1');
    expect(heard).toEqual([`example/manifests main ${data.commit.sha}`]);
  });
});
