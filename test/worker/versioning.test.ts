import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { finishTurn } from '../../client/ask-target.ts';
import { decide } from '../../client/decide.ts';
import type { Target } from '../../domain/target.ts';
import { targetId } from '../../workflows/contract/ids.ts';
import { alteredBundle, BEFORE_THE_PLAN } from '../replay/altered-bundle.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { aDecision, aServiceName, eventually, startFor, untilPhase } from '../support/deploying.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';

const deploymentName = `tempocat-${randomUUID()}`;
const taskQueue = `versioned-${randomUUID()}`;
const folder = mkdtempSync(join(tmpdir(), 'tempocat-versions-'));
const houses: House[] = [];
let world: FakeWorld;

beforeAll(() => {
  world = fakeWorld([]);
});
afterAll(async () => {
  await Promise.all(houses.map((house) => house.stop()));
  rmSync(folder, { recursive: true });
});

async function open(buildId: string, bundlePath?: string): Promise<House> {
  const version = { deploymentName, buildId };
  const house = await openHouse(world, { taskQueue, version, ...(bundlePath !== undefined && { bundlePath }) });
  houses.push(house);
  return house;
}

/** What an operator does with `temporal worker deployment set-current-version`. */
async function makeCurrent({ client }: House, buildId: string): Promise<void> {
  await eventually(async () => {
    try {
      const { workflowService } = client.connection;
      await workflowService.setWorkerDeploymentCurrentVersion({ namespace: 'default', deploymentName, buildId });
      return true;
    } catch {
      return undefined; // no worker of this version has been seen yet
    }
  }, `version ${buildId} to be current`);
}

async function versionOf({ client }: House, workflowId: string) {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
}

function aGuardedTarget(): Target {
  const service = aServiceName();
  const approval = { by: ['releasers'], count: 1, self: false, withinMs: 600_000, undo: false };
  const target = aTarget({ service, approval, deploy: aKustomization({ path: service }) });
  world.facts.targets = [...world.facts.targets, target];
  return target;
}

async function asked(house: House, target: Target) {
  const deploy = await startFor(house, target);
  await untilPhase(house, deploy.workflowId, 'awaiting-approval');
  return deploy;
}

const approve = (house: House, { workflowId }: { readonly workflowId: string }) =>
  decide(house.client, workflowId, aDecision());

it('a deploy ends with the version that it began with; new ones, and targets that go on, take the current one', async () => {
  const one = await open('one');
  await makeCurrent(one, 'one');
  const target = aGuardedTarget();
  const before = await asked(one, target);
  const targetName = targetId(target);
  await finishNothing(one, target, 1); // so that the target is there
  await eventually(async () => ((await versionOf(one, targetName)) === 'one' ? true : undefined), 'the target on one');

  const bundlePath = join(folder, 'bundle.js');
  const step = `await temporal.readLastChange(desk.request.target);\n${BEFORE_THE_PLAN.before}`;
  writeFileSync(bundlePath, await alteredBundle([{ ...BEFORE_THE_PLAN, after: step }])); // no patch: `before` could not go on with it
  const two = await open('two', bundlePath);
  await makeCurrent(two, 'two');

  const after = await asked(two, aGuardedTarget());
  expect([await versionOf(two, before.workflowId), await versionOf(two, after.workflowId)]).toEqual(['one', 'two']);
  await approve(two, before);
  await approve(two, after);
  expect(await before.result()).toMatchObject({ phase: 'deployed' });
  expect(await after.result()).toMatchObject({ phase: 'deployed' });
  expect([await versionOf(two, before.workflowId), await versionOf(two, after.workflowId)]).toEqual(['one', 'two']);

  const { runId } = await two.client.workflow.getHandle(targetName).describe();
  await finishNothing(two, target, 520);
  const next = await eventually(async () => {
    const now = await two.client.workflow.getHandle(targetName).describe();
    return now.runId === runId ? undefined : now.runId;
  }, 'continue-as-new');
  expect(next).not.toBe(runId);
  const version = await eventually(() => versionOf(two, targetName), 'the first task of the new run');
  expect(version).toBe('two');
});

async function finishNothing(house: House, { service, environment }: Target, times: number): Promise<void> {
  const turn = { trigger: 'slack', requestedBy: 'U0DEV1' } as const;
  for (let sent = 0; sent < times; sent += 40) {
    const batch = Array.from({ length: Math.min(40, times - sent) }, (_, index) => `deploy:none:${sent + index}`);
    const address = { service, environment, taskQueue };
    await Promise.all(batch.map((deployId) => finishTurn(house.client, address, { ...turn, deployId })));
  }
}
