import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGitHubActivities } from '../../activities/github/index.ts';
import type { Fault } from '../../sandbox/fault-gate.ts';
import { eventually } from '../support/deploying.ts';
import { edit, kustomization, openManifestRepository, type Place, persist } from '../support/manifest-repository.ts';

let stage: Awaited<ReturnType<typeof openManifestRepository>>;
beforeAll(async () => {
  stage = await openManifestRepository();
});
afterAll(() => stage.github.close());

const PUT = /^PUT .*contents/;
const MOVE = /^PATCH .*git\/refs/;
const writes = () => stage.github.gate.calls.filter(({ operation }) => !operation.startsWith('GET ')).length;
const commit = (place: Place, over: Partial<typeof edit> = {}) =>
  stage.activities.commitTag({ ...place, ...edit, ...over });
const placesOf = async (count: number) => {
  const places: Place[] = [];
  while (places.length < count) places.push(await stage.aPlace());
  return places;
};

/** While the change of one place is being written, all these come; then GitHub answers. With these faults from then on. */
async function meanwhile<T>(work: readonly (() => Promise<T>)[], ...faults: readonly Fault[]) {
  const { gate } = stage.github;
  const place = await stage.aPlace();
  gate.plan({ operation: PUT, mishap: { kind: 'hold' } });
  const seen = gate.calls.length;
  const first = commit(place);
  await eventually(
    async () => (gate.calls.slice(seen).some(({ operation }) => PUT.test(operation)) ? true : undefined),
    'the first to be under way',
  );
  const others = Promise.allSettled(work.map((go) => go()));
  gate.release();
  for (const fault of faults) gate.plan(fault);
  expect(await first).toMatchObject({ kind: 'written' });
  return others;
}

describe('changes of one branch that come while it is written', () => {
  it('share a commit that names each', async () => {
    const places = await placesOf(20);
    const [commits, written] = [await stage.commits(), writes()];
    const results = await meanwhile(
      places.map((place, index) => () => commit(place, { message: `Deploy s${index}\n\nDeploy: d${index}\n` })),
    );
    const { data: head } = await stage.octokit.rest.repos.getCommit({
      owner: 'example',
      repo: 'manifests',
      ref: 'main',
    });
    const value = { kind: 'written', commit: head.sha, url: head.html_url };
    expect(results).toEqual(places.map(() => ({ status: 'fulfilled', value })));
    for (const place of places) expect(await stage.textOf(place)).toBe(kustomization('v2'));
    expect(head.commit.message).toMatch(/^20 deploys\n\n- Deploy s0\n {2}Deploy: d0\n- Deploy s1\n/);
    expect((await stage.commits()) - commits).toBe(3); // the first's place was made, too
    expect(writes() - written).toBe(5);
  });

  it('hear each for itself: what moved, what cannot be, what was there already', async () => {
    const [good, moved, there] = [
      await stage.aPlace(),
      await stage.aPlace(kustomization('v9')),
      await stage.aPlace(kustomization('v2')),
    ];
    const broken = await stage.aPlace('images:\n- name: api\n  newTag: [\n');
    const results = await meanwhile([good, moved, there, broken].map((place) => () => commit(place)));
    expect(results).toMatchObject([
      { value: { kind: 'written', commit: await stage.github.head(stage.repository) } },
      { value: { kind: 'moved', what: 'manifest' } },
      { value: { kind: 'written' } },
      { reason: { type: 'manifest-invalid', nonRetryable: true } },
    ]);
    expect(await stage.textOf(good)).toBe(kustomization('v2'));
    expect(await stage.textOf(moved)).toBe(kustomization('v9'));
  });

  it('make no commit when nothing is left to change', async () => {
    const there = await stage.aPlace(kustomization('v2'));
    const places = [there, there, await stage.aPlace(kustomization('v9'))];
    const before = await stage.commits();
    const results = await meanwhile(places.map((place) => () => commit(place)));
    const value = { kind: 'written' };
    expect(results).toMatchObject([{ value }, { value }, { value: { kind: 'moved' } }]);
    expect((await stage.commits()) - before).toBe(2); // those of the first
  });

  it('of the same tag: one wins, all others hear that it moved', async () => {
    const place = await stage.aPlace();
    const tags = Array.from({ length: 20 }, (_, index) => `v${index + 2}`);
    const results = await meanwhile(tags.map((tag) => () => commit(place, { tag })));
    expect(results.filter((result) => result.status === 'fulfilled' && result.value.kind === 'moved')).toHaveLength(19);
    const winner = tags.find((_, index) => {
      const result = results[index];
      return result?.status === 'fulfilled' && result.value.kind === 'written';
    });
    expect(await stage.textOf(place)).toBe(kustomization(winner ?? ''));
  });

  it('of twenty images in one file: nobody undoes a neighbour', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `app-${index}`);
    const text = (tag: string) => `images:\n${names.map((name) => `- name: ${name}\n  newTag: ${tag}\n`).join('')}`;
    const place = await stage.aPlace(text('v1'));
    await meanwhile(names.map((image) => () => commit({ ...place, deploy: { ...place.deploy, image } })));
    expect(await stage.textOf(place)).toBe(text('v2'));
  });
});

it('a branch with many commits in a minute rests, and what comes meanwhile shares the next', async () => {
  const calm = { burst: 2, restMs: 500 };
  const { commitTag } = createGitHubActivities(stage.octokit, { calm });
  const places = await placesOf(12);
  const before = await stage.commits();
  for (const place of places.slice(0, 2)) await commitTag({ ...place, ...edit });
  const others = await Promise.all(
    places.slice(2).map(async (place, index) => {
      await sleep(index * 20);
      return commitTag({ ...place, ...edit });
    }),
  );
  expect(others.map(({ kind }) => kind)).toEqual(others.map(() => 'written'));
  expect((await stage.commits()) - before).toBeLessThan(12);
});

describe('a commit for several', () => {
  it('is made anew when somebody else moved the branch meanwhile, and keeps what they wrote', async () => {
    const places = await placesOf(3);
    const push = { kind: 'hold' } as const;
    const pending = meanwhile(
      places.map((place) => () => commit(place)),
      { operation: MOVE, mishap: push },
    );
    await eventually(
      async () =>
        stage.github.gate.calls.some(({ operation, status }) => MOVE.test(operation) && !status) ? true : undefined,
      'the branch to be about to move',
    );
    await stage.github.commitFile({
      repository: stage.repository,
      branch: 'main',
      path: 'OWNERS',
      text: 'us\n',
      message: 'Owners',
    });
    stage.github.gate.release();
    expect((await pending).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    for (const place of places) expect(await stage.textOf(place)).toBe(kustomization('v2'));
    expect(await stage.github.read(stage.repository, 'OWNERS')).toBe('us\n');
  });

  it.each([
    ['before', /^POST .*git\/trees/],
    ['after', /^POST .*git\/trees/],
    ['after', /^POST .*git\/commits/],
    ['before', MOVE],
    ['after', MOVE],
  ] as const)(
    'whose answer is lost %s GitHub did %s is made once, though every deploy tries again',
    async (when, operation) => {
      const places = await placesOf(3);
      const before = await stage.commits();
      const results = await meanwhile(
        places.map((place) => () => persist(() => commit(place))),
        { operation, mishap: { kind: 'reset', when } },
      );
      expect(results.map((result) => result.status === 'fulfilled' && result.value.kind)).toEqual(
        places.map(() => 'written'),
      );
      for (const place of places) expect(await stage.textOf(place)).toBe(kustomization('v2'));
      expect((await stage.commits()) - before).toBeLessThanOrEqual(4); // the first's two, then one or, tried again one by one, two
    },
  );

  it('that a rule of the branch forbids says so to each of them', async () => {
    const places = await placesOf(3);
    const body = { message: 'Repository rule violations found\n\nChanges must be made through a pull request.\n' };
    const results = await meanwhile(
      places.map((place) => () => commit(place)),
      { operation: MOVE, mishap: { kind: 'status', status: 422, body } },
    );
    const reason = { type: 'credentials-refused', message: expect.stringContaining('rule violations') };
    expect(results).toMatchObject([{ reason }, { reason }, { reason }]);
    for (const place of places) expect(await stage.textOf(place)).toBe(kustomization('v1'));
  });

  it('to a branch that is not there says which', async () => {
    const places = await placesOf(3);
    const elsewhere = places.map((place) => ({ ...place, deploy: { ...place.deploy, branch: 'gone' } }));
    const results = await Promise.allSettled(elsewhere.map((place) => commit(place)));
    const reason = { type: 'manifest-not-found', message: expect.stringContaining('no branch gone') };
    expect(results).toMatchObject([{ reason }, { reason }, { reason }]);
  });
});
