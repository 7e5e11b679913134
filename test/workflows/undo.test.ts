import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { cancelDeploy } from '../../client/cancel-deploy.ts';
import { decide } from '../../client/decide.ts';
import { readTarget } from '../../client/read-target.ts';
import type { Target } from '../../domain/target.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { aDecision, aGate, aServiceName, eventually, startFor, untilPhase } from '../support/deploying.ts';
import { type FakeWorld, fakeWorld, image } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';

let world: FakeWorld;
let house: House;
let slow = aGate();
let isGone: string | undefined;

beforeAll(async () => {
  const plain = fakeWorld([]);
  world = {
    ...plain,
    ecr: {
      ...plain.ecr,
      exactImage: async ({ tag }) => {
        if (tag === isGone) throw ApplicationFailure.nonRetryable('gone', 'tag-not-found');
        return image(tag);
      },
    },
    github: {
      ...plain.github,
      commitTag: async (edit) => {
        if (edit.tag === 'slow') await slow.opened;
        return plain.github.commitTag(edit);
      },
    },
  };
  house = await openHouse(world);
});
afterAll(() => house.stop());

function newTarget(over: Partial<Target> = {}): Target {
  const service = aServiceName();
  const target = aTarget({ service, deploy: aKustomization({ path: service }), ...over });
  world.facts.targets = [...world.facts.targets, target];
  return target;
}
const approval = { by: ['releasers'], count: 1, self: false, withinMs: 60_000, undo: false };
const present = ({ service }: Target) => world.facts.manifests[service] ?? 'v1';
const undo = (target: Target, over = {}) =>
  startFor(house, target, { key: `undo-${randomUUID()}`, trigger: 'undo', undo: {}, ...over });
const deployed = async (target: Target, ref: string) => {
  const deploy = await startFor(house, target, { ref });
  if (target.approval) {
    await untilPhase(house, deploy.workflowId, 'awaiting-approval');
    await decide(house.client, deploy.workflowId, aDecision());
  }
  return deploy.result();
};
const waiting = async (target: Target, count: number) =>
  eventually(async () => ((await readTarget(house.client, target))?.waiting === count ? true : undefined), 'the queue');

describe('undo', () => {
  it('needs no approval unless the policy says so', async () => {
    const target = newTarget({ approval });
    await deployed(target, 'v2');
    expect(await (await undo(target)).result()).toMatchObject({ phase: 'deployed' });
    expect(present(target)).toBe('v1');
  });

  it('asks where the policy says `undo: true`, and gives nobody the turn meanwhile', async () => {
    const target = newTarget({ approval: { ...approval, undo: true } });
    await deployed(target, 'v2');
    const asked = await undo(target);
    await untilPhase(house, asked.workflowId, 'awaiting-approval');
    const { holder, hold } = (await readTarget(house.client, target)) ?? {};
    expect([holder, hold?.undo]).toEqual([undefined, asked.workflowId]);
    expect(present(target)).toBe('v2');
    await decide(house.client, asked.workflowId, aDecision());
    expect(await asked.result()).toMatchObject({ phase: 'deployed' });
    expect(present(target)).toBe('v1');
  });

  it('while a roll-out is under way waits for its end, goes before those who wait, and takes that one back', async () => {
    const target = newTarget();
    slow = aGate();
    const rolling = await startFor(house, target, { ref: 'slow' });
    await untilPhase(house, rolling.workflowId, 'rolling-out');
    const other = await startFor(house, target, { ref: 'v3' });
    await waiting(target, 1);
    const asked = await undo(target);
    await waiting(target, 2);
    slow.open();
    expect(await rolling.result()).toMatchObject({ phase: 'deployed' });
    expect(await asked.result()).toMatchObject({ phase: 'deployed' });
    expect(await other.result()).toMatchObject({ phase: 'deployed' });
    const written = world.facts.commits.filter((commit) => commit.startsWith(target.service));
    expect(written).toEqual(['slow', 'v1', 'v3'].map((tag) => `${target.service} ${tag}`));
  });

  it('asked for twice at once goes back once: the second finds that it is not the last change any more', async () => {
    const target = newTarget();
    await deployed(target, 'v2');
    const of = (await readTarget(house.client, target))?.lastChange?.deployId;
    const asked = await Promise.all([undo(target, { undo: { of } }), undo(target, { undo: { of } })]);
    const outcomes = await Promise.all(asked.map((deploy) => deploy.result()));
    expect(outcomes.filter(({ phase }) => phase === 'deployed')).toHaveLength(1);
    expect(present(target)).toBe('v1');
  });

  it('of a deploy that is not the last any more changes nothing, and holds nothing', async () => {
    const target = newTarget();
    await deployed(target, 'v2');
    const { lastChange } = (await readTarget(house.client, target)) ?? {};
    await deployed(target, 'v3');
    const late = await undo(target, { undo: { of: lastChange?.deployId } });
    expect(await late.result()).toMatchObject({ phase: 'refused', code: 'plan-changed' });
    expect(present(target)).toBe('v3');
    expect((await readTarget(house.client, target))?.hold).toBeUndefined();
  });

  it('where nothing was ever changed says so', async () => {
    expect(await (await undo(newTarget())).result()).toEqual({ phase: 'unchanged', note: 'nothing-to-undo' });
  });

  it('when the earlier image is gone fails before anything is changed, and holds nothing', async () => {
    const target = newTarget();
    world.facts.manifests[target.service] = 'lost';
    await deployed(target, 'v2');
    isGone = 'lost';
    await expect((await undo(target)).result()).rejects.toThrow();
    expect(present(target)).toBe('v2');
    expect((await readTarget(house.client, target))?.hold).toBeUndefined();
  });

  it('can be cancelled like a deploy', async () => {
    const target = newTarget({ approval: { ...approval, undo: true } });
    await deployed(target, 'v2');
    const asked = await undo(target);
    await untilPhase(house, asked.workflowId, 'awaiting-approval');
    const cancel = { by: 'U0DEV1', groups: ['developers'], standing: 'member' as const };
    await cancelDeploy(house.client, asked.workflowId, { cancel, updateId: randomUUID() });
    expect(await asked.result()).toMatchObject({ phase: 'cancelled', note: 'nothing-changed' });
    expect(present(target)).toBe('v2');
  });
});

describe('a deploy that was cancelled after its commit', () => {
  it('is the last change all the same, and can be undone', async () => {
    const target = newTarget();
    const { deploy } = target;
    if (deploy.kind !== 'kustomize') throw new Error('this target is a kustomization');
    const argocd = { application: 'stuck', project: 'default', timeoutMs: 60_000 };
    const verified = { ...target, deploy: { ...deploy, argocd } };
    world.facts.targets = [...world.facts.targets.filter((other) => other !== target), verified];
    const rolling = await startFor(house, verified, { ref: 'v2' });
    await eventually(async () => (present(target) === 'v2' ? true : undefined), 'the commit');
    const cancel = { by: 'U0DEV1', groups: [], standing: 'member' as const };
    await cancelDeploy(house.client, rolling.workflowId, { cancel, updateId: randomUUID() });
    expect(await rolling.result()).toMatchObject({ phase: 'cancelled', note: 'already-rolled-out' });
    const { lastChange } = (await readTarget(house.client, target)) ?? {};
    expect(lastChange).toMatchObject({ phase: 'cancelled', to: { tag: 'v2' } });
    const back = await undo(verified);
    await eventually(async () => (present(target) === 'v1' ? true : undefined), 'the way back');
    await back.terminate('it would wait for an Argo CD that is not there');
  });
});
