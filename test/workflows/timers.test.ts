import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { askWish } from '../../client/ask-wish.ts';
import { decide } from '../../client/decide.ts';
import type { ArgoCdState } from '../../domain/rollout.ts';
import { targetId } from '../../workflows/contract/ids.ts';
import { callBackSignal } from '../../workflows/contract/messages.ts';
import { lockUpdate } from '../../workflows/contract/target-messages.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { aDecision, aServiceName, eventually, startFor, untilPhase } from '../support/deploying.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';

let world: FakeWorld;
let house: House;
beforeAll(async () => {
  const plain = fakeWorld([]);
  world = {
    ...plain,
    argocd: { awaitApplicationChange: async () => healthy() },
    lambda: { invokeFunction: async () => ({ kind: 'accepted' }) },
  };
  house = await openHouse(world);
});
afterAll(() => house.stop());

const healthy = (): ArgoCdState => ({
  ...{ revisions: [`commit-${world.facts.commits.length}`], sync: 'Synced', health: 'Healthy' },
  ...{ operationRunning: false, autoSync: true, images: [] },
});

function aFreshTarget(over: Parameters<typeof aTarget>[0] = {}) {
  const service = aServiceName();
  const argocd = { application: service, project: 'default', timeoutMs: 60_000 };
  const target = aTarget({ service, deploy: aKustomization({ path: service, argocd }), ...over });
  world.facts.targets = [...world.facts.targets, target];
  return target;
}

/** What each timer of this workflow so far says of itself. */
async function timersOf(workflowId: string): Promise<string[]> {
  const { events } = await house.client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? [])
    .filter(({ timerStartedEventAttributes: timer }) => timer)
    .map(({ userMetadata }) => JSON.parse(Buffer.from(userMetadata?.summary?.data ?? '"mute"').toString()));
}

it('who reads a deploy in Temporal sees what each timer is for', async () => {
  const approval = { by: ['releasers'], count: 1, self: false, withinMs: 60_000, remindAfterMs: 1_000, undo: false };
  const deploy = await startFor(house, aFreshTarget({ approval, soakMs: 1 }));
  const { approval: asked } = await untilPhase(house, deploy.workflowId, 'awaiting-approval');
  await decide(house.client, deploy.workflowId, aDecision());
  expect(await deploy.result()).toMatchObject({ phase: 'deployed' });

  const timers = await timersOf(deploy.workflowId);
  const expiry = new Date(asked?.expiresAt ?? 0).toISOString();
  expect(timers).toContain('the message waits for the plan');
  expect(timers).toContain(`approvers are reminded; approval expires at ${expiry}`);
  expect(timers).toContain('how long the roll-out may take');
  expect(timers).toContain('how long it must stay healthy');
  expect(timers).not.toContain('mute');
});

it('so does who reads one that waits for a call back', async () => {
  const payload = { tag: '{tag}' };
  const event = { kind: 'lambda', function: 'f', payload, timeoutMs: 60_000, mode: 'event' } as const;
  const deploy = await startFor(house, aFreshTarget({ deploy: event }));
  await untilPhase(house, deploy.workflowId, 'verifying');
  await deploy.signal(callBackSignal, { ok: true, answer: null });
  await deploy.result();
  expect(await timersOf(deploy.workflowId)).toContain('how long the function may take to call back');
});

it('so does who reads a target that is locked', async () => {
  const target = aFreshTarget();
  const { service, environment, channel, locale } = target;
  const who = { by: 'U0DEV1', groups: ['developers'], standing: 'member', isAdmin: false } as const;
  const message = { ...who, home: { channel, locale }, reason: 'a rehearsal', remindAfterMs: 3_600_000 };
  const address = { service, environment, taskQueue: house.taskQueue };
  await askWish(house.client, address, { update: lockUpdate, message, updateId: randomUUID() });
  const timers = await eventually(async () => {
    const found = await timersOf(targetId(target));
    return found.length > 0 ? found : undefined;
  }, 'the alarm of the lock');
  expect(timers).toEqual(['the end of a lock or freeze, or a reminder of it']);
});
