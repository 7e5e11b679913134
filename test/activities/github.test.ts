import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createOctokit } from '../../activities/github/client.ts';
import { createGitHubActivities } from '../../activities/github/index.ts';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';

const URI = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/example/api';
const kustomization = (tag: string) =>
  `# kept\nimages:\n  - name: api # ours\n    newName: ${URI}\n    newTag: ${tag} # bot\n`;
const repository = 'example/manifests';
const { imageRepository } = { imageRepository: aTarget().image.repository };

let github: GitHubSandbox;
let activities: ReturnType<typeof createGitHubActivities>;
let count = 0;

beforeAll(async () => {
  github = await createGitHub({ token: 'good' });
  await github.listen();
  await github.createRepository(repository, { files: { 'README.md': 'manifests\n' } });
  activities = createGitHubActivities(createOctokit({ token: 'good', apiUrl: github.url }), { askAgainMs: 50 });
});
afterAll(() => github.close());

/** A folder with a kustomization of its own, at v1. */
async function aPlace(write: 'commit' | 'pullRequest' = 'commit', text = kustomization('v1')) {
  count += 1;
  const path = `services/s${count}`;
  await github.commitFile({ repository, branch: 'main', path: `${path}/kustomization.yaml`, text, message: 'seed' });
  return { deploy: aKustomization({ path, write }), imageRepository };
}
const edit = { expected: 'v1', tag: 'v2', message: 'Deploy v2' };
const fileOf = (place: { deploy: { path: string } }, ref?: string) =>
  github.read(repository, `${place.deploy.path}/kustomization.yaml`, ref);
const branchOf = (name: string) => ({
  branch: `tempocat/api/production/${name}-${count}`,
  title: 'Deploy',
  body: 'body',
  tag: 'v2',
  message: 'Deploy v2',
});

async function callsDuring<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const before = github.gate.calls.length;
  const result = await work();
  return [result, github.gate.calls.length - before];
}
const merge = (args: Parameters<typeof activities.mergePullRequest>[0]) =>
  new MockActivityEnvironment().run(activities.mergePullRequest, args);

describe('write: commit', () => {
  it('changes the tag and nothing else, in three calls', async () => {
    const place = await aPlace();
    const [written, calls] = await callsDuring(async () => {
      expect(await activities.readManifest(place)).toEqual({
        file: `${place.deploy.path}/kustomization.yaml`,
        tag: 'v1',
        digest: null,
      });
      return activities.commitTag({ ...place, ...edit });
    });
    expect(calls).toBe(3);
    expect(await fileOf(place)).toBe(kustomization('v2'));
    expect(written).toMatchObject({ kind: 'written', commit: await github.head(repository, 'main') });
  });

  it('run again after its answer was lost finds its own commit', async () => {
    const place = await aPlace();
    github.gate.plan({ operation: /^PUT .*contents/, mishap: { kind: 'reset', when: 'after' } });
    await expect(activities.commitTag({ ...place, ...edit })).rejects.toThrow();
    const head = await github.head(repository, 'main');
    expect(await activities.commitTag({ ...place, ...edit })).toMatchObject({ kind: 'written', commit: head });
    expect(await github.head(repository, 'main')).toBe(head);
  });

  it('writes nothing when somebody changed the tag meanwhile', async () => {
    const place = await aPlace('commit', kustomization('other'));
    expect(await activities.commitTag({ ...place, ...edit })).toEqual({ kind: 'moved', what: 'manifest' });
    expect(await fileOf(place)).toBe(kustomization('other'));
  });

  it('many at once in one repository all land', async () => {
    const places = await Promise.all(Array.from({ length: 8 }, () => aPlace()));
    const results = await Promise.allSettled(places.map((place) => activities.commitTag({ ...place, ...edit })));
    for (const [index, result] of results.entries()) {
      const place = places[index];
      if (result.status === 'rejected' && place) await activities.commitTag({ ...place, ...edit }); // Temporal's part
    }
    for (const place of places) expect(await fileOf(place)).toBe(kustomization('v2'));
  });
});

describe('write: pullRequest', () => {
  it('opens, merges its head and deletes the branch, in eight calls', async () => {
    const place = await aPlace('pullRequest');
    const wish = { ...place, ...branchOf('happy') };
    const [written, calls] = await callsDuring(async () => {
      const opened = await activities.openPullRequest(wish);
      if (opened.kind !== 'opened') throw new Error(opened.kind);
      expect(await fileOf(place)).toBe(kustomization('v1'));
      return merge({ ...place, ...edit, pullRequest: opened.pullRequest });
    });
    expect(calls).toBe(8);
    expect(written).toMatchObject({ kind: 'written' });
    expect(await fileOf(place)).toBe(kustomization('v2'));
    await expect(github.head(repository, wish.branch)).rejects.toThrow();
  });

  it('opened twice is one pull request', async () => {
    const place = await aPlace('pullRequest');
    const wish = { ...place, ...branchOf('twice') };
    const first = await activities.openPullRequest(wish);
    expect(await activities.openPullRequest(wish)).toEqual(first);
    expect(github.pullRequests(repository).filter(({ head }) => head === wish.branch)).toHaveLength(1);
  });

  it('merged twice, its answer lost, is one merge', async () => {
    const place = await aPlace('pullRequest');
    const opened = await activities.openPullRequest({ ...place, ...branchOf('lost') });
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    const args = { ...place, ...edit, pullRequest: opened.pullRequest };
    github.gate.plan({ operation: /^PUT .*merge$/, mishap: { kind: 'reset', when: 'after' } });
    await expect(merge(args)).rejects.toThrow();
    const head = await github.head(repository, 'main');
    expect(await merge(args)).toMatchObject({ kind: 'written', commit: head });
  });

  it('does not merge what somebody pushed to the branch', async () => {
    const place = await aPlace('pullRequest');
    const wish = { ...place, ...branchOf('pushed') };
    const opened = await activities.openPullRequest(wish);
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    await github.commitFile({ repository, branch: wish.branch, path: 'evil.txt', text: 'x', message: 'sneaked in' });
    expect(await merge({ ...place, ...edit, pullRequest: opened.pullRequest })).toEqual({
      kind: 'moved',
      what: 'head',
    });
    expect(await fileOf(place)).toBe(kustomization('v1'));
  });

  it('that conflicts with a neighbour is rebuilt on the new base, and only our change is added', async () => {
    const place = await aPlace('pullRequest');
    const opened = await activities.openPullRequest({ ...place, ...branchOf('conflict') });
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    const neighbour = kustomization('v1').replace('# ours', '# theirs now');
    await github.commitFile({
      repository,
      branch: 'main',
      path: `${place.deploy.path}/kustomization.yaml`,
      text: neighbour,
      message: 'neighbour',
    });
    expect(await merge({ ...place, ...edit, pullRequest: opened.pullRequest })).toMatchObject({ kind: 'written' });
    expect(await fileOf(place)).toBe(neighbour.replace('newTag: v1', 'newTag: v2'));
  });

  it('waits for checks, and merges when they are done; in vain it is blocked', async () => {
    const place = await aPlace('pullRequest');
    const opened = await activities.openPullRequest({ ...place, ...branchOf('checks') });
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    const { number } = opened.pullRequest;
    github.setBlocked(repository, number, 'Required status check "ci" is expected.');
    const impatient = { ...place, deploy: { ...place.deploy, merge: { method: 'merge', timeoutMs: 100 } as const } };
    await expect(merge({ ...impatient, ...edit, pullRequest: opened.pullRequest })).rejects.toMatchObject({
      type: 'merge-blocked',
      message: expect.stringContaining('Required status check "ci" is expected.'),
    });
    const merging = merge({ ...place, ...edit, pullRequest: opened.pullRequest });
    github.setBlocked(repository, number, undefined);
    expect(await merging).toMatchObject({ kind: 'written' });
  });

  it('is closed with a word, and its branch deleted; twice is fine', async () => {
    const place = await aPlace('pullRequest');
    const wish = { ...place, ...branchOf('closed') };
    const opened = await activities.openPullRequest(wish);
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    const args = { repository, branch: wish.branch, comment: 'rejected' };
    expect(await activities.closePullRequest(args)).toBe('tidy');
    expect(await activities.closePullRequest(args)).toBe('tidy');
    const [closed] = github.pullRequests(repository).filter(({ number }) => number === opened.pullRequest.number);
    expect(closed).toMatchObject({ state: 'closed', comments: ['rejected'] });
    await expect(github.head(repository, wish.branch)).rejects.toThrow();
    await expect(merge({ ...place, ...edit, pullRequest: opened.pullRequest })).rejects.toMatchObject({
      type: 'pull-request-closed',
    });
  });
});
