import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createOctokit } from '../../activities/github/client.ts';
import { createGitHubActivities } from '../../activities/github/index.ts';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';

const repository = 'example/manifests';
const at = { owner: 'example', repo: 'manifests' };
const imageRepository = aTarget().image.repository;
const kustomization = (tag: string) => `images:\n  - name: api # ours\n    newTag: ${tag}\n`;
const edit = { expected: 'v1', tag: 'v2', message: 'Deploy v2' };
const MERGE = /^PUT .*merge$/;
const REBUILD = /^PATCH .*refs/;

let github: GitHubSandbox;
let octokit: ReturnType<typeof createOctokit>;
let activities: ReturnType<typeof createGitHubActivities>;
let count = 0;

beforeAll(async () => {
  github = await createGitHub({ token: 'good' });
  await github.listen();
  await github.createRepository(repository, { files: { 'README.md': 'manifests\n' } });
  octokit = createOctokit({ token: 'good', apiUrl: github.url });
  activities = createGitHubActivities(octokit, { askAgainMs: 20 });
});
afterAll(() => github.close());

type Merge = Parameters<typeof activities.mergePullRequest>[0];

/** A pull request of its own, that brings one file from v1 to v2. */
async function aPullRequest(settings: Partial<Merge['deploy']['merge']> = {}): Promise<Merge> {
  count += 1;
  const path = `services/s${count}`;
  const merge = { method: 'merge', timeoutMs: 60_000, ...settings } as const;
  const place = { deploy: aKustomization({ path, write: 'pullRequest', merge }), imageRepository };
  await push(`${path}/kustomization.yaml`, kustomization('v1'));
  const words = { tag: 'v2', title: 'Deploy', body: 'body', message: 'Deploy v2' };
  const opened = await activities.openPullRequest({ ...place, ...words, branch: `tempocat/api/staging/${count}` });
  if (opened.kind !== 'opened') throw new Error(opened.kind);
  return { ...place, ...edit, pullRequest: opened.pullRequest };
}
const push = (path: string, text: string, branch = 'main') =>
  github.commitFile({ repository, branch, path, text, message: 'somebody else' });
const fileOf = ({ deploy }: Merge) => `${deploy.path}/kustomization.yaml`;
const textOf = (merge: Merge) => github.read(repository, fileOf(merge));
const aConflict = (merge: Merge) => push(fileOf(merge), kustomization('v1').replace('ours', 'theirs'));
const merging = (merge: Merge) => new MockActivityEnvironment().run(activities.mergePullRequest, merge);
const refuse = (message: string, status = 405, times = 1) =>
  github.gate.plan({ operation: MERGE, times, mishap: { kind: 'status', status, body: { message } } });

describe('a merge that happened is never called failed', () => {
  it('when the branch may not be deleted', async () => {
    const merge = await aPullRequest();
    github.gate.plan({ operation: /^DELETE/, mishap: { kind: 'status', status: 403, body: { message: 'no right' } } });
    expect(await merging(merge)).toMatchObject({ kind: 'written', commit: await github.head(repository) });
  });

  it('when GitHub fails while the branch is deleted: the next attempt finds it merged, and deletes it', async () => {
    const merge = await aPullRequest();
    github.gate.plan({ operation: /^DELETE/, mishap: { kind: 'status', status: 502 } });
    await expect(merging(merge)).rejects.toMatchObject({ status: 502 });
    expect(await merging(merge)).toMatchObject({ kind: 'written', commit: await github.head(repository) });
    await expect(github.head(repository, merge.pullRequest.branch)).rejects.toThrow();
  });

  it('when somebody merged it by hand', async () => {
    const merge = await aPullRequest();
    const { data } = await octokit.rest.pulls.merge({ ...at, pull_number: merge.pullRequest.number });
    expect(await merging(merge)).toMatchObject({ kind: 'written', commit: data.sha });
  });

  it('when it was overtaken since', async () => {
    const merge = await aPullRequest();
    const { data } = await octokit.rest.pulls.merge({ ...at, pull_number: merge.pullRequest.number });
    await push(fileOf(merge), kustomization('v3'));
    expect(await merging(merge)).toMatchObject({ kind: 'written', commit: data.sha });
  });
});

describe('the base moved', () => {
  it('and says another tag: nothing is merged', async () => {
    const merge = await aPullRequest();
    await push(fileOf(merge), kustomization('v7'));
    expect(await merging(merge)).toEqual({ kind: 'moved', what: 'manifest' });
    expect(await textOf(merge)).toBe(kustomization('v7'));
  });

  it.each(['merge', 'squash', 'rebase'] as const)('elsewhere: it is merged by %s all the same', async (method) => {
    const merge = await aPullRequest({ method });
    await push('elsewhere.txt', method);
    expect(await merging(merge)).toMatchObject({ kind: 'written', commit: await github.head(repository) });
    expect(await textOf(merge)).toBe(kustomization('v2'));
  });

  it.each(['merge', 'squash', 'rebase'] as const)(
    'in the same line: it is rebuilt and merged by %s',
    async (method) => {
      const merge = await aPullRequest({ method });
      await aConflict(merge);
      expect(await merging(merge)).toMatchObject({ kind: 'written', commit: await github.head(repository) });
      expect(await textOf(merge)).toBe(kustomization('v2').replace('ours', 'theirs'));
      const [last] = await github.log(repository);
      expect(last?.parents).toHaveLength(method === 'merge' ? 2 : 1);
    },
  );

  it('at the very moment of the merge: it tries again', async () => {
    const merge = await aPullRequest();
    refuse('Base branch was modified. Review and try the merge again.', 405, 3);
    expect(await merging(merge)).toMatchObject({ kind: 'written' });
  });

  it('and the branch must be up to date: it is brought up to date', async () => {
    const merge = await aPullRequest();
    await push('neighbour.txt', 'x');
    refuse('Head branch is out of date. Review and try the merge again.');
    const { data: pull } = await octokit.rest.pulls.get({ ...at, pull_number: merge.pullRequest.number });
    const body = { ...pull, mergeable: true, mergeable_state: 'behind' };
    github.gate.plan({ operation: /^GET .*pulls\/\d+$/, mishap: { kind: 'status', status: 200, body } });
    const rebuilt = github.gate.count(REBUILD);
    expect(await merging(merge)).toMatchObject({ kind: 'written' });
    expect(github.gate.count(REBUILD)).toBe(rebuilt + 1);
    expect(await github.read(repository, 'neighbour.txt')).toBe('x');
    expect(await textOf(merge)).toBe(kustomization('v2'));
  });
});

describe('a rebuild', () => {
  it.each(['PATCH .*refs', 'PUT .*merge$'])('whose answer to %s was lost is known again', async (operation) => {
    const merge = await aPullRequest();
    await aConflict(merge);
    const skip = operation.startsWith('PUT') ? 1 : 0; // the first merge is the one that conflicts
    if (skip) refuse('Pull Request is not mergeable');
    github.gate.plan({ operation: new RegExp(`^${operation}`), mishap: { kind: 'reset', when: 'after' } });
    await expect(merging(merge)).rejects.toThrow();
    expect(await merging(merge)).toMatchObject({ kind: 'written', commit: await github.head(repository) });
    expect(await textOf(merge)).toBe(kustomization('v2').replace('ours', 'theirs'));
  });

  it('with something sneaked in is not ours', async () => {
    const merge = await aPullRequest();
    const base = await aConflict(merge);
    const { headSha, branch } = merge.pullRequest;
    const { data: tree } = await octokit.rest.git.createTree({
      ...at,
      base_tree: base,
      tree: [
        { path: fileOf(merge), mode: '100644', type: 'blob', content: kustomization('v2').replace('ours', 'theirs') },
        { path: 'evil.txt', mode: '100644', type: 'blob', content: 'sneaked in' },
      ],
    });
    const parents = [headSha, base];
    const { data } = await octokit.rest.git.createCommit({ ...at, message: edit.message, tree: tree.sha, parents });
    await octokit.rest.git.updateRef({ ...at, ref: `heads/${branch}`, sha: data.sha });
    expect(await merging(merge)).toEqual({ kind: 'moved', what: 'head' });
    await expect(github.read(repository, 'evil.txt')).rejects.toThrow();
  });

  it('upon which somebody pushed is not ours', async () => {
    const merge = await aPullRequest();
    await aConflict(merge);
    github.gate.plan({ operation: REBUILD, mishap: { kind: 'reset', when: 'after' } });
    await expect(merging(merge)).rejects.toThrow();
    await push('evil.txt', 'sneaked in', merge.pullRequest.branch);
    expect(await merging(merge)).toEqual({ kind: 'moved', what: 'head' });
  });
});

describe('GitHub does not merge', () => {
  it.each([
    [405, 'Squash merges are not allowed on this repository.', 'merge-blocked'],
    [422, 'Validation Failed', 'merge-blocked'],
    [404, 'Not Found', 'credentials-refused'],
    [403, 'Resource not accessible by integration', 'credentials-refused'],
  ])('%i %s: the deploy ends at once, in words of GitHub', async (status, message, type) => {
    const merge = await aPullRequest();
    refuse(message, status);
    await expect(merging(merge)).rejects.toMatchObject({ type, message: expect.stringContaining(message) });
    expect(await textOf(merge)).toBe(kustomization('v1'));
  });

  it('what waits for a review: it is looked at, not tried, and merged when it may be', async () => {
    const merge = await aPullRequest();
    github.setBlocked(repository, merge.pullRequest.number, 'At least 1 approving review is required.');
    const before = github.gate.calls.length;
    const callsOf = (operation: RegExp) =>
      github.gate.calls.slice(before).filter((call) => operation.test(call.operation)).length;
    const waiting = merging(merge);
    while (callsOf(/^GET .*pulls\/\d+$/) < 6) await new Promise((goOn) => setTimeout(goOn, 10));
    expect(callsOf(MERGE)).toBe(2); // before GitHub knows whether it merges, and when it knows
    github.setBlocked(repository, merge.pullRequest.number, undefined);
    expect(await waiting).toMatchObject({ kind: 'written' });
  });

  it('a cancelled deploy stops waiting', async () => {
    const merge = await aPullRequest();
    github.setBlocked(repository, merge.pullRequest.number, 'Required status check "ci" is expected.');
    const environment = new MockActivityEnvironment();
    const waiting = environment.run(activities.mergePullRequest, merge);
    environment.cancel();
    await expect(waiting).rejects.toMatchObject({ name: 'CancelledFailure' });
    expect(await textOf(merge)).toBe(kustomization('v1'));
  });
});
