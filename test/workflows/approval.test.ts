import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decide } from '../../client/decide.ts';
import { decideSignal, progressQuery } from '../../workflows/contract/messages.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { aDecision, aServiceName, eventually, startFor, untilPhase } from '../support/deploying.ts';
import { type FakeWorld, fakeWorld, image } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';

const approval = { by: ['releasers'], count: 1, self: false, withinMs: 60_000, undo: false };
let world: FakeWorld;
let house: House;

beforeAll(async () => {
  world = fakeWorld([]);
  house = await openHouse(world);
});
afterAll(() => house.stop());

function aGuardedTarget(over: Parameters<typeof aTarget>[0] = {}) {
  const service = aServiceName();
  const deploy = aKustomization({ path: service, write: 'pullRequest' });
  const target = aTarget({ service, environment: 'production', approval, deploy, ...over });
  world.facts.targets = [...world.facts.targets, target];
  return target;
}

async function awaiting(target = aGuardedTarget()) {
  const deploy = await startFor(house, target);
  await untilPhase(house, deploy.workflowId, 'awaiting-approval');
  return { deploy, target, id: deploy.workflowId };
}

describe('a click', () => {
  it('of the asker, of somebody outside the group, or of a guest is refused with its reason, and nothing happens', async () => {
    const { deploy, target, id } = await awaiting();
    const refusals = [
      [{ by: 'U0DEV1', groups: ['developers', 'releasers'] }, 'own-request'],
      [{ by: 'U0DEV2', groups: ['developers'] }, 'not-an-approver'],
      [{ by: 'U0GUEST', standing: 'guest' }, 'guest'],
      [{ plan: 7 }, 'old-plan'],
    ] as const;
    for (const [who, code] of refusals) {
      expect(await decide(house.client, id, aDecision(who))).toEqual({ kind: 'refused', code });
    }
    expect(world.facts.manifests[target.service]).toBeUndefined();

    expect(await decide(house.client, id, aDecision())).toEqual({ kind: 'counted', missing: 0 });
    expect(await deploy.result()).toMatchObject({ phase: 'deployed' });
    expect(world.facts.manifests[target.service]).toBe('v2');
  });

  it('counts once however often it comes, and five clicks of three people start one roll-out', async () => {
    const { deploy, target, id } = await awaiting();
    const clicks = ['U0LEAD', 'U0LEAD', 'U0DEV2', 'U0DEV3', 'U0DEV3'].map((by) =>
      decide(house.client, id, aDecision({ by })),
    );
    const kinds = (await Promise.all(clicks)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'counted')).toHaveLength(1);
    await deploy.result();
    expect(world.facts.commits.filter((commit) => commit.startsWith(target.service))).toHaveLength(1);
  });

  it('that comes as an update and again as a signal is one vote', async () => {
    const target = aGuardedTarget({ approval: { ...approval, count: 2 } });
    const { deploy, id } = await awaiting(target);
    const click = aDecision({ by: 'U0LEAD' });
    expect(await decide(house.client, id, click)).toEqual({ kind: 'counted', missing: 1 });
    await deploy.signal(decideSignal, click);
    expect(await decide(house.client, id, click)).toEqual({ kind: 'counted', missing: 1 });
    expect(await decide(house.client, id, aDecision({ by: 'U0LEAD' }))).toEqual({
      kind: 'refused',
      code: 'already-voted',
    });
    expect(await decide(house.client, id, aDecision({ by: 'U0DEV2' }))).toEqual({ kind: 'counted', missing: 0 });
    expect(await deploy.result()).toMatchObject({ phase: 'deployed' });
  });

  it('refused as a signal is whispered to the one who clicked', async () => {
    const { deploy, id } = await awaiting();
    await deploy.signal(decideSignal, aDecision({ by: 'U0NOBODY', groups: [] }));
    const whisper = await eventually(
      async () => world.facts.whispers.find(({ user }) => user === 'U0NOBODY'),
      'the whisper',
    );
    expect(whisper.letter).toMatchObject({ kind: 'vote-refused', code: 'not-an-approver' });
    await decide(house.client, id, aDecision({ decision: 'reject' }));
    await deploy.result();
    expect(await decide(house.client, id, aDecision())).toEqual({ kind: 'ended' });
  });
});

describe('a deploy that is not approved', () => {
  it('is rejected with the reason, and its pull request is closed', async () => {
    const { deploy, target, id } = await awaiting();
    const before = world.facts.closed.length;
    await decide(house.client, id, aDecision({ decision: 'reject', reason: 'not on a Friday' }));
    expect(await deploy.result()).toEqual({ phase: 'rejected', code: 'rejected', detail: 'not on a Friday' });
    expect(world.facts.closed.length).toBe(before + 1);
    expect(world.facts.manifests[target.service]).toBeUndefined();
  });

  it('is withdrawn when the one who asked rejects it', async () => {
    const { deploy, id } = await awaiting();
    const before = world.facts.closed.length;
    expect(await decide(house.client, id, aDecision({ decision: 'reject', by: 'U0DEV1' }))).toMatchObject({
      kind: 'counted',
    });
    expect(await deploy.result()).toMatchObject({ phase: 'rejected' });
    const card = await deploy.query(progressQuery);
    expect(card.approval?.votes).toEqual([{ decision: 'withdraw', by: 'U0DEV1' }]);
    expect(world.facts.closed.length).toBe(before + 1);
  });

  it('expires when nobody decides, and is cleaned up', async () => {
    const before = world.facts.closed.length;
    const target = aGuardedTarget({ approval: { ...approval, withinMs: 500, undo: false } });
    const deploy = await startFor(house, target);
    expect(await deploy.result()).toEqual({ phase: 'expired', code: 'approval-expired' });
    expect(world.facts.closed.length).toBe(before + 1);
  });
});

describe('what was approved', () => {
  it('is asked for again when the manifest changed meanwhile, and the earlier votes are void', async () => {
    const { deploy, target, id } = await awaiting();
    world.facts.manifests[target.service] = 'somebody-else';
    await decide(house.client, id, aDecision());
    const card = await eventually(async () => {
      const { plan, phase } = await untilPhase(house, id, 'awaiting-approval');
      return plan === 2 ? { plan, phase } : undefined;
    }, 'the second plan');
    expect(card.plan).toBe(2);
    expect(world.facts.manifests[target.service]).toBe('somebody-else');
    expect(await decide(house.client, id, aDecision({ plan: 1 }))).toEqual({ kind: 'refused', code: 'old-plan' });
    await decide(house.client, id, aDecision({ plan: 2 }));
    expect(await deploy.result()).toMatchObject({ phase: 'deployed', note: expect.any(String) });
    expect(world.facts.manifests[target.service]).toBe('v2');
  });

  it('is not deployed when the catalogue entry changed; the key is named', async () => {
    const { deploy, target, id } = await awaiting();
    world.facts.targets = [{ ...target, deploy: aKustomization({ path: 'elsewhere' }) }];
    await decide(house.client, id, aDecision());
    expect(await deploy.result()).toMatchObject({
      phase: 'refused',
      code: 'plan-changed',
      detail: expect.stringContaining('deploy.path'),
    });
  });

  it('is not deployed when the tag means another image now: it asks again', async () => {
    const { id, target } = await awaiting();
    const { newest } = world.facts;
    world.facts.newest = image('v2', `sha256:${'f'.repeat(64)}`);
    await decide(house.client, id, aDecision());
    await eventually(
      async () => ((await untilPhase(house, id, 'awaiting-approval')).plan === 2 ? true : undefined),
      'plan 2',
    );
    expect(world.facts.manifests[target.service]).toBeUndefined();
    world.facts.newest = newest;
    await house.client.workflow.getHandle(id).terminate('end of test');
  });
});
