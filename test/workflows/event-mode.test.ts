import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeployConfig, Target } from '../../domain/target.ts';
import { callBackSignal } from '../../workflows/contract/messages.ts';
import { aTarget } from '../support/a-target.ts';
import { aServiceName, startFor, untilPhase } from '../support/deploying.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';

let world: FakeWorld;
let house: House;
beforeAll(async () => {
  const plain = fakeWorld([]);
  world = {
    ...plain,
    lambda: {
      invokeFunction: async (args) => {
        plain.facts.invoked.push(args);
        return args.mode === 'event' ? { kind: 'accepted' } : { kind: 'answered', payload: '{}' };
      },
    },
  };
  house = await openHouse(world);
});
afterAll(() => house.stop());

function newTarget(timeoutMs: number): Target {
  const payload = { tag: '{tag}', id: '{deployId}' };
  const deploy: DeployConfig = {
    kind: 'lambda',
    function: 'f',
    payload,
    timeoutMs,
    mode: 'event',
    expect: { ok: true },
  };
  const target = aTarget({ service: aServiceName(), deploy });
  world.facts.targets = [...world.facts.targets, target];
  return target;
}

describe('a lambda deploy with `mode: event`', () => {
  it.each([
    ['well', { ok: true, answer: { ok: true } }, { phase: 'deployed' }],
    ['badly', { ok: false, answer: { errorMessage: 'no space left' } }, 'function-failed'],
    ['with another answer than expected', { ok: true, answer: { ok: false } }, 'function-failed'],
  ])('ends %s as the function says when it calls back', async (_, callBack, ending) => {
    const deploy = await startFor(house, newTarget(60_000));
    await untilPhase(house, deploy.workflowId, 'verifying');
    await deploy.signal(callBackSignal, callBack);
    await deploy.signal(callBackSignal, { ok: true, answer: 'a second word' });
    const outcome = await deploy.result().catch((error: { cause: { type: string } }) => error.cause.type);
    expect(outcome).toEqual(ending);
  });

  it('is invoked once as an event, with its id to call back with', async () => {
    const deploy = await startFor(house, newTarget(60_000));
    await untilPhase(house, deploy.workflowId, 'verifying');
    await deploy.signal(callBackSignal, { ok: true, answer: { ok: true } });
    await deploy.result();
    const own = world.facts.invoked.filter((args) => JSON.stringify(args).includes(deploy.workflowId));
    expect(own).toEqual([expect.objectContaining({ mode: 'event', payload: { tag: 'v2', id: deploy.workflowId } })]);
  });

  it('whose function stays silent ends as unknown, and nonsense is no word', async () => {
    const deploy = await startFor(house, newTarget(1_500));
    await untilPhase(house, deploy.workflowId, 'verifying');
    await deploy.signal('callBack', { ok: 'yes' });
    await expect(deploy.result()).rejects.toMatchObject({ cause: { type: 'outcome-unknown' } });
  });
});
