import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pause, withHeartbeat } from '../../activities/heartbeat.ts';
import { cancelDeploy } from '../../client/cancel-deploy.ts';
import type { Target } from '../../domain/target.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { aGate, aServiceName, startFor, untilPhase } from '../support/deploying.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';

let world: FakeWorld;
let house: House;
const gates = { resolving: aGate(), opening: aGate(), committing: aGate(), invoking: aGate(), turn: aGate() };

beforeAll(async () => {
  const fake = fakeWorld([]);
  const { github, ecr, lambda } = fake;
  world = {
    ...fake,
    ecr: {
      ...ecr,
      resolveImage: async (wish) => {
        if (wish.ref === 'resolving') await gates.resolving.opened;
        return ecr.resolveImage(wish);
      },
    },
    github: {
      ...github,
      openPullRequest: async (wish) => {
        if (wish.tag === 'opening') await gates.opening.opened;
        return github.openPullRequest(wish);
      },
      commitTag: async (edit) => {
        if (edit.tag === 'committing') await gates.committing.opened;
        if (edit.tag === 'turn') await gates.turn.opened;
        return github.commitTag(edit);
      },
      mergePullRequest: (edit) =>
        edit.tag === 'checks'
          ? withHeartbeat((signal) => pause(600_000, signal).then(() => github.mergePullRequest(edit)))
          : github.mergePullRequest(edit),
    },
    lambda: {
      invokeFunction: async (call) => {
        const answer = await lambda.invokeFunction(call);
        if (JSON.stringify(call.payload).includes('invoking')) await gates.invoking.opened;
        return answer;
      },
    },
    argocd: {
      awaitApplicationChange: () =>
        withHeartbeat((signal) => pause(600_000, signal).then(() => Promise.reject(new Error('never')))),
    },
  };
  house = await openHouse(world);
});
afterAll(async () => {
  for (const gate of Object.values(gates)) gate.open();
  await house.stop();
});

function newTarget(over: (service: string) => Partial<Target> = () => ({})): Target {
  const service = aServiceName();
  const target = aTarget({ service, deploy: aKustomization({ path: service }), ...over(service) });
  world.facts.targets = [...world.facts.targets, target];
  return target;
}
const approval = { by: ['releasers'], count: 1, self: false, withinMs: 60_000, undo: false };
const byPullRequest = (service: string) => ({ deploy: aKustomization({ path: service, write: 'pullRequest' }) });

const asker = { by: 'U0DEV1', groups: ['developers'], standing: 'member' } as const;
const cancel = (deployId: string, who = {}) =>
  cancelDeploy(house.client, deployId, { cancel: { ...asker, reason: 'wrong tag', ...who }, updateId: randomUUID() });
const cancelled = (note: string) => ({
  ...{ phase: 'cancelled', code: 'cancelled', note },
  cancelledBy: { by: 'U0DEV1', reason: 'wrong tag' },
});
const written = ({ service }: Target) => world.facts.commits.filter((commit) => commit.startsWith(service));
const closed = ({ service }: Target) => world.facts.closed.filter((branch) => branch.includes(`/${service}/`));

describe('cancel', () => {
  it('is for the asker and admins', async () => {
    const target = newTarget(() => ({ approval }));
    const deploy = await startFor(house, target);
    await untilPhase(house, deploy.workflowId, 'awaiting-approval');
    const by = (who: object) => cancel(deploy.workflowId, who);
    expect(await by({ by: 'U0LEAD', groups: ['releasers'] })).toEqual({ kind: 'refused', code: 'not-yours' });
    expect(await by({ standing: 'guest' })).toEqual({ kind: 'refused', code: 'guest' });
    expect(await by({ by: 'U0ADMIN', groups: ['admins'] })).toEqual({ kind: 'cancelling', phase: 'awaiting-approval' });
    expect(await deploy.result()).toMatchObject({ phase: 'cancelled', cancelledBy: { by: 'U0ADMIN' } });
    expect(await by({})).toEqual({ kind: 'ended' });
  });

  it('while it looks for the image stops it at once', async () => {
    const target = newTarget();
    const deploy = await startFor(house, target, { ref: 'resolving' });
    await untilPhase(house, deploy.workflowId, 'resolving');
    expect(await cancel(deploy.workflowId)).toMatchObject({ kind: 'cancelling' });
    gates.resolving.open();
    expect(await deploy.result()).toEqual(cancelled('nothing-changed'));
  });

  it('while the pull request is being opened lets that finish, and closes it', async () => {
    const target = newTarget(byPullRequest);
    const deploy = await startFor(house, target, { ref: 'opening' });
    await untilPhase(house, deploy.workflowId, 'resolving');
    await cancel(deploy.workflowId);
    gates.opening.open();
    expect(await deploy.result()).toEqual(cancelled('nothing-changed'));
    expect(written(target)).toEqual([]);
  });

  it('while people are asked closes the pull request', async () => {
    const target = newTarget((service) => ({ ...byPullRequest(service), approval }));
    const deploy = await startFor(house, target);
    await untilPhase(house, deploy.workflowId, 'awaiting-approval');
    await cancel(deploy.workflowId);
    expect(await deploy.result()).toEqual(cancelled('nothing-changed'));
    expect(closed(target)).toHaveLength(1);
  });

  it('while it waits for its turn leaves the queue, and the others go on', async () => {
    const target = newTarget();
    const first = await startFor(house, target, { ref: 'turn' });
    await untilPhase(house, first.workflowId, 'rolling-out');
    const second = await startFor(house, target, { ref: 'second' });
    const third = await startFor(house, target, { ref: 'third' });
    await untilPhase(house, second.workflowId, 'queued');
    await untilPhase(house, third.workflowId, 'queued');
    await cancel(second.workflowId);
    expect(await second.result()).toEqual(cancelled('nothing-changed'));
    gates.turn.open();
    expect(await first.result()).toMatchObject({ phase: 'deployed' });
    expect(await third.result()).toMatchObject({ phase: 'deployed' });
    expect(written(target)).toEqual([`${target.service} turn`, `${target.service} third`]);
  });

  it('while it commits finishes the commit, and says that it is done', async () => {
    const argocd = { application: 'a', project: 'default', timeoutMs: 60_000 };
    const target = newTarget((service) => ({ deploy: aKustomization({ path: service, argocd }) }));
    const deploy = await startFor(house, target, { ref: 'committing' });
    await untilPhase(house, deploy.workflowId, 'rolling-out');
    expect(await cancel(deploy.workflowId)).toEqual({ kind: 'cancelling', phase: 'rolling-out' });
    gates.committing.open();
    expect(await deploy.result()).toEqual(cancelled('already-rolled-out'));
    expect(written(target)).toHaveLength(1);
  });

  it('while a merge waits for its checks merges nothing, and closes the pull request', async () => {
    const target = newTarget(byPullRequest);
    const deploy = await startFor(house, target, { ref: 'checks' });
    await untilPhase(house, deploy.workflowId, 'rolling-out');
    await cancel(deploy.workflowId);
    expect(await deploy.result()).toEqual(cancelled('nothing-changed'));
    expect([written(target), closed(target).length]).toEqual([[], 1]);
  });

  it('while a function runs waits for its answer: it cannot be called back', async () => {
    const target = newTarget(() => ({
      deploy: { kind: 'lambda', function: 'f', payload: { tag: '{tag}' }, timeoutMs: 60_000 },
    }));
    const deploy = await startFor(house, target, { ref: 'invoking' });
    await untilPhase(house, deploy.workflowId, 'rolling-out');
    await cancel(deploy.workflowId);
    gates.invoking.open();
    expect(await deploy.result()).toEqual({ phase: 'deployed' });
    expect(world.facts.invoked).toHaveLength(1);
  });

  it('while it is being verified stops watching, and says that the change stays', async () => {
    const argocd = { application: 'a', project: 'default', timeoutMs: 60_000 };
    const target = newTarget((service) => ({ deploy: aKustomization({ path: service, argocd }) }));
    const deploy = await startFor(house, target);
    await untilPhase(house, deploy.workflowId, 'verifying');
    await cancel(deploy.workflowId);
    expect(await deploy.result()).toEqual(cancelled('already-rolled-out'));
    expect(await startFor(house, newTarget()).then((next) => next.result())).toMatchObject({ phase: 'deployed' });
  });

  it('in Temporal itself is the same', async () => {
    const target = newTarget((service) => ({ ...byPullRequest(service), approval }));
    const deploy = await startFor(house, target);
    await untilPhase(house, deploy.workflowId, 'awaiting-approval');
    await deploy.cancel();
    expect(await deploy.result()).toMatchObject({
      phase: 'cancelled',
      note: 'nothing-changed',
      detail: 'Cancelled in Temporal.',
    });
    expect(closed(target)).toHaveLength(1);
  });
});
