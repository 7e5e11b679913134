import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { decide } from '../../client/decide.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { aDecision, aServiceName, startFor, untilPhase } from '../support/deploying.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';
import { alteredBundle, BEFORE_THE_PLAN, BEFORE_THE_ROLL_OUT, IMPORTS_OF_THE_WALK } from './altered-bundle.ts';
import { readHistories, readHistory } from './histories.ts';
import { replayAll } from './replay-all.ts';

/** A step that deploys did not have before. */
const STEP = 'await temporal.readLastChange(desk.request.target);';
const withPatched = {
  ...IMPORTS_OF_THE_WALK,
  after: `import { patched } from '@temporalio/workflow';\n${IMPORTS_OF_THE_WALK.before}`,
};

describe('a step put before the plan', () => {
  it('without a patch breaks the deploys that are past it, and is seen here', async () => {
    const code = await alteredBundle([{ ...BEFORE_THE_PLAN, after: `${STEP}\n${BEFORE_THE_PLAN.before}` }]);
    const said = await replayAll(code, readHistories());
    for (const name of ['deploy-awaiting-approval', 'deploy-queued.1', 'deploy-rolling-out', 'deploy-hako-verifying']) {
      expect([name, said.get(name)]).toEqual([name, expect.stringMatching(/Nondeterminism|DeterminismViolation/)]);
    }
    for (const name of ['invoke', 'drift', 'deploy-resolving'])
      expect([name, said.get(name)]).toEqual([name, 'replayed']);
  });
});

describe('steps put before the plan and before the roll-out, each in a patch', () => {
  let code: string;
  let house: House | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'tempocat-change-'));
  const bundlePath = join(folder, 'bundle.js');

  beforeAll(async () => {
    code = await alteredBundle([
      withPatched,
      { ...BEFORE_THE_PLAN, after: `if (patched('look-first')) ${STEP}\n${BEFORE_THE_PLAN.before}` },
      { ...BEFORE_THE_ROLL_OUT, after: `if (patched('look-last')) ${STEP}\n${BEFORE_THE_ROLL_OUT.before}` },
    ]);
    writeFileSync(bundlePath, code);
  });
  afterAll(async () => {
    await house?.stop();
    rmSync(folder, { recursive: true });
  });

  it('break no deploy, wherever it waits', async () => {
    const said = await replayAll(code, readHistories());
    expect([...said].filter(([, how]) => how !== 'replayed')).toEqual([]);
  });

  it('a deploy that waited for its approval meanwhile goes on without the step it is past and with the one to come', async () => {
    const service = aServiceName();
    const approval = { by: ['releasers'], count: 1, self: false, withinMs: 600_000, undo: false };
    const target = aTarget({ service, approval, deploy: aKustomization({ path: service }) });
    const world = fakeWorld([target]);
    house = await openHouse(world);
    const { taskQueue } = house;
    const before = await startFor(house, target, { ref: 'v5' });
    await untilPhase(house, before.workflowId, 'awaiting-approval');
    await house.stop();

    house = await openHouse(world, { taskQueue, bundlePath });
    const heard = await decide(house.client, before.workflowId, aDecision());
    expect(['counted', 'recorded']).toContain(heard.kind); // recorded: the new worker took its time
    expect(await house.client.workflow.getHandle(before.workflowId).result()).toMatchObject({ phase: 'deployed' });
    const after = await startFor(house, target, { ref: 'v6' });
    await untilPhase(house, after.workflowId, 'awaiting-approval');
    await decide(house.client, after.workflowId, aDecision());
    expect(await after.result()).toMatchObject({ phase: 'deployed' });

    expect([await looksOf(house, before.workflowId), await looksOf(house, after.workflowId)]).toEqual([1, 2]);
    expect(world.facts.commits.filter((commit) => commit.startsWith(service))).toEqual([
      `${service} v5`,
      `${service} v6`,
    ]);
  });
});

async function looksOf({ client }: House, workflowId: string): Promise<number> {
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  const { activities } = readHistory(workflowId, historyToJSON(history));
  return activities.filter((name) => name === 'readLastChange').length;
}
