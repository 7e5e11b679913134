import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';

const run = promisify(execFile);
const repository = 'example/manifests';
const at = { owner: 'example', repo: 'manifests', pull_number: 1 };
const BEFORE = 'images:\r\n- name: api\r\n  newTag: "v1" # ü\r\n';
const AFTER = BEFORE.replace('v1', 'v2');
const MERGE = /^PUT .*\/pulls\/1\/merge$/;

let github: GitHubSandbox;
let octokit: Octokit;
let sha: string;
let folder: string;

beforeEach(async () => {
  github = await createGitHub({ token: 'a-token', hourlyLimit: 50 });
  await github.listen();
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  octokit = new Octokit({ auth: 'a-token', baseUrl: github.url, retry: { enabled: false }, log });
  await github.createRepository(repository, { files: { 'api/kustomization.yaml': BEFORE } });
  const file = { path: 'api/kustomization.yaml', text: AFTER, message: 'api v2 <b>' };
  sha = await github.commitFile({ repository, branch: 'deploy/api', ...file });
  await octokit.pulls.create({ ...at, title: 'Deploy <api>', head: 'deploy/api', base: 'main' });
  folder = await mkdtemp(join(tmpdir(), 'clone-'));
});
afterEach(async () => {
  await github.close();
  await rm(folder, { recursive: true });
});

describe('git clone', () => {
  it('shows a merged change byte for byte, and later ones after a pull', async () => {
    await run('git', ['clone', '--quiet', github.cloneUrl(repository), folder]);
    const read = () => readFile(join(folder, 'api/kustomization.yaml'), 'utf8');
    expect(await read()).toBe(BEFORE);
    await octokit.pulls.merge({ ...at, sha });
    await run('git', ['-C', folder, 'pull', '--quiet']);
    expect(await read()).toBe(AFTER);
    expect((await run('git', ['-C', folder, 'rev-parse', 'HEAD'])).stdout.trim()).toBe(await github.head(repository));
  });

  it('knows only its repositories', async () => {
    const clone = run('git', ['clone', github.cloneUrl(repository).replace('manifests', 'nope'), join(folder, 'x')]);
    await expect(clone).rejects.toThrow('not found');
  });

  it('takes a push from who has a token, and whoever listens hears of it', async () => {
    const heard: string[] = [];
    github.onPush((_, branch, pushed) => heard.push(`${branch} ${pushed}`));
    const url = github.cloneUrl(repository);
    await run('git', ['clone', '--quiet', url, folder]);
    const push = (token: string) =>
      run('git', ['-C', folder, 'push', '--quiet', url.replace('://', `://x:${token}@`), 'HEAD:refs/heads/x']);
    await expect(push('wrong')).rejects.toThrow('Authentication failed');
    expect(heard).toEqual([]);
    await push('a-token');
    const head = await github.head(repository);
    expect(heard).toEqual([`x ${head}`]);
    expect((await octokit.repos.getBranch({ ...at, branch: 'x' })).data.commit.sha).toBe(head);
  });

  it('passes no gate, as the pages do not', async () => {
    const before = github.gate.calls.length;
    await run('git', ['clone', '--quiet', github.cloneUrl(repository), folder]);
    await fetch(`${github.url}/${repository}`);
    expect(github.gate.calls).toHaveLength(before);
  });
});

describe('pages', () => {
  it('show a pull request with its state and diff, escaped', async () => {
    const { html_url } = (await octokit.pulls.get(at)).data;
    const page = async () => (await fetch(html_url)).text();
    expect(await page()).toContain('Deploy &lt;api&gt;');
    expect(await page()).toContain('class="state open"');
    await octokit.pulls.merge({ ...at, sha });
    const merged = await page();
    expect(merged).toContain('class="state merged"');
    expect(merged).toContain('-  newTag: &quot;v1&quot;');
    expect(merged).toContain('+  newTag: &quot;v2&quot;');
  });

  it('show the repository with its files, commits and clone line, and lead on to each', async () => {
    const page = await (await fetch(`${github.url}/${repository}`)).text();
    expect(page).toContain(`git clone ${github.cloneUrl(repository)}`);
    expect(page).toContain('Initial commit');
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? '');
    expect(links.some((link) => link.endsWith('/blob/main/api/kustomization.yaml'))).toBe(true);
    for (const link of links) expect((await fetch(link)).status).toBe(200);
    const compared = await fetch(`${github.url}/${repository}/compare/main...deploy/api`);
    expect(await compared.text()).toContain('api v2 &lt;b&gt;');
    expect((await fetch(`${github.url}/example/nope`)).status).toBe(404);
    expect((await fetch(`${github.url}/${repository}/pull/9`)).status).toBe(404);
  });
});

describe('the fault gate', () => {
  it('counts a merge whose answer was lost as done, and one that never came as not', async () => {
    github.gate.plan({ operation: MERGE, mishap: { kind: 'reset', when: 'before' } });
    await expect(octokit.pulls.merge({ ...at, sha })).rejects.toMatchObject({ status: 500 });
    expect(github.gate.count(MERGE)).toBe(0);
    expect(github.pullRequests(repository)).toMatchObject([{ state: 'open' }]);
    github.gate.plan({ operation: MERGE, mishap: { kind: 'reset', when: 'after' } });
    await expect(octokit.pulls.merge({ ...at, sha })).rejects.toMatchObject({ status: 500 });
    expect(github.gate.count(MERGE)).toBe(1);
    expect(await github.read(repository, 'api/kustomization.yaml')).toBe(AFTER);
    await expect(octokit.pulls.merge({ ...at, sha })).rejects.toMatchObject({ status: 405 });
    expect((await github.log(repository)).filter(({ parents }) => parents.length > 1)).toHaveLength(1);
  });

  it('names operations as people write them, and says what it is told to say', async () => {
    await octokit.repos.getContent({ ...at, path: 'api/kustomization.yaml' });
    const operation = `GET /repos/${repository}/contents/api/kustomization.yaml`;
    expect(github.gate.calls.at(-1)).toMatchObject({ operation, executed: true, status: 200 });
    const message = 'Base branch was modified. Review and try the merge again.';
    github.gate.plan({ operation: MERGE, mishap: { kind: 'status', status: 405, body: { message } } });
    await expect(octokit.pulls.merge({ ...at, sha })).rejects.toMatchObject({ status: 405, message });
    expect((await octokit.pulls.merge({ ...at, sha })).data.merged).toBe(true);
  });

  it('refuses when the hour is used up', async () => {
    for (let n = 0; n < 49; n += 1) await octokit.repos.get(at);
    const refused = octokit.repos.get(at).catch((error) => error);
    expect(await refused).toMatchObject({ status: 403, response: { headers: { 'x-ratelimit-remaining': '0' } } });
  });
});

describe('close', () => {
  it('removes its repositories and listens no more', async () => {
    const other = await createGitHub({ token: 'x' });
    expect(() => other.url).toThrow('does not listen');
    const { url } = await other.listen();
    await other.createRepository('a/b', { files: { a: 'a' } });
    await other.close();
    await expect(fetch(url)).rejects.toThrow();
    await expect(other.head('a/b')).rejects.toThrow();
  });
});
