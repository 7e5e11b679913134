import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { targetId } from '../../workflows/contract/ids.ts';
import type { Letter } from '../../workflows/contract/ports/slack.ts';
import { stateQuery } from '../../workflows/contract/target-messages.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { aGate, aServiceName, eventually, startFor, untilPhase } from '../support/deploying.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';

let world: FakeWorld;
let house: House;
const slow = aGate();
const stuck = aGate();

beforeAll(async () => {
  const fake = fakeWorld([]);
  const { commitTag } = fake.github;
  world = {
    ...fake,
    github: {
      ...fake.github,
      commitTag: async (edit) => {
        if (edit.tag === 'slow') await slow.opened;
        if (edit.tag === 'stuck') await stuck.opened;
        return commitTag(edit);
      },
    },
  };
  house = await openHouse(world);
});
afterAll(() => {
  stuck.open();
  return house.stop();
});

function aFreshTarget() {
  const service = aServiceName();
  const target = aTarget({ service, deploy: aKustomization({ path: service }) });
  world.facts.targets = [...world.facts.targets, target];
  return target;
}

it('the second deploy to a target waits its turn and says so; then both have run, one after the other', async () => {
  const target = aFreshTarget();
  const first = await startFor(house, target, { ref: 'slow' });
  await untilPhase(house, first.workflowId, 'rolling-out');
  const second = await startFor(house, target, { ref: 'quick' });
  const card = await untilPhase(house, second.workflowId, 'queued');
  expect(card.queue).toEqual({ position: 1, holder: first.workflowId });
  slow.open();
  expect(await first.result()).toMatchObject({ phase: 'deployed' });
  expect(await second.result()).toMatchObject({ phase: 'deployed' });
  expect(world.facts.commits.filter((commit) => commit.startsWith(target.service))).toEqual([
    `${target.service} slow`,
    `${target.service} quick`,
  ]);
});

it('a terminated deploy gives its turn back to the one that waits', async () => {
  const target = aFreshTarget();
  const first = await startFor(house, target, { ref: 'stuck' });
  await untilPhase(house, first.workflowId, 'rolling-out');
  const second = await startFor(house, target, { ref: 'quick' });
  await untilPhase(house, second.workflowId, 'queued');
  await first.terminate('pulled out by hand');
  expect(await second.result()).toMatchObject({ phase: 'deployed' });
  const isItsEnd = (letter: Letter) =>
    letter.kind === 'deploy' && letter.card.deployId === first.workflowId && letter.card.phase === 'cancelled';
  const drawn = await eventually(async () => world.facts.letters.find(isItsEnd), 'the message of the terminated one');
  expect(drawn).toMatchObject({ card: { outcome: { detail: expect.stringContaining('Its roll-out had begun') } } });
  const { holder, running } = await house.client.workflow.getHandle(targetId(target)).query(stateQuery);
  expect([holder, running?.tag]).toEqual([undefined, 'quick']);
});
