import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startDeploy } from '../../client/start-deploy.ts';
import type { DeployRequest } from '../../domain/deploy.ts';
import { deployId, targetId } from '../../workflows/contract/ids.ts';
import { aTarget } from '../support/a-target.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';

const service = `api-${randomUUID().slice(0, 8)}`;
const target = aTarget({ service });
let world: FakeWorld;
let house: House;

beforeAll(async () => {
  world = fakeWorld([target]);
  house = await openHouse(world);
});
afterAll(() => house.stop());

const request: DeployRequest = { target, trigger: 'slack', requestedBy: 'U0DEV1' };

async function run(over: Partial<DeployRequest> = {}, key: string = randomUUID()) {
  const workflowId = deployId(target, key);
  await startDeploy(house.client, { workflowId, taskQueue: house.taskQueue, request: { ...request, ...over } });
  return house.client.workflow.getHandle(workflowId).result();
}

it('writes the tag, says so, and remembers it at the target', async () => {
  expect(await run()).toEqual({ phase: 'deployed', note: 'not-verified' });
  expect(world.facts.manifests[`api/overlays/staging`]).toBe('v2');
  const { memo } = await house.client.workflow.getHandle(targetId(target)).describe();
  expect(memo).toMatchObject({ target: { running: { tag: 'v2', by: 'U0DEV1' }, waiting: 0 } });
});

it('says beside each activity what it is about, for who reads it in Temporal', async () => {
  const workflowId = deployId(target, randomUUID());
  await startDeploy(house.client, { workflowId, taskQueue: house.taskQueue, request });
  const handle = house.client.workflow.getHandle(workflowId);
  await handle.result();
  const { events } = await handle.fetchHistory();
  const summaries = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: activity, userMetadata }) => {
    const { data } = userMetadata?.summary ?? {};
    return activity ? [[activity.activityType?.name, data && JSON.parse(Buffer.from(data).toString())]] : [];
  });
  expect(summaries).toContainEqual(['resolveImage', `example/${service}`]);
  expect(summaries).toContainEqual(['readManifest', 'example/manifests api/overlays/staging']);
  expect(summaries.filter(([, summary]) => !summary)).toEqual([]);
});
