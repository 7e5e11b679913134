import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import fc from 'fast-check';
import { finishTurn, readState, updateTarget } from '../../client/ask-target.ts';
import { cancelDeploy } from '../../client/cancel-deploy.ts';
import { decide } from '../../client/decide.ts';
import { FINAL_PHASES } from '../../domain/deploy.ts';
import type { Target } from '../../domain/target.ts';
import { progressQuery } from '../../workflows/contract/messages.ts';
import { lockUpdate, unlockUpdate } from '../../workflows/contract/target-messages.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { aDecision, aServiceName, eventually, startFor } from '../support/deploying.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';

let world: FakeWorld;
let house: House;
/** Commits under way, by path; and every one that was ever begun, by its message, which names the deploy. */
const underWay = new Map<string, Set<string>>();
const begun: { readonly message: string; readonly beside: readonly string[] }[] = [];
const written: string[] = [];

beforeAll(async () => {
  const fake = fakeWorld([]);
  const { commitTag } = fake.github;
  world = {
    ...fake,
    github: {
      ...fake.github,
      commitTag: async (edit) => {
        const { message, deploy } = edit;
        const mine = underWay.get(deploy.path) ?? new Set();
        underWay.set(deploy.path, mine);
        begun.push({ message, beside: [...mine] });
        mine.add(message);
        await sleep(30);
        const result = await commitTag(edit);
        if (result.kind === 'written') written.push(message);
        mine.delete(message);
        return result;
      },
    },
  };
  house = await openHouse(world);
});
afterAll(() => house.stop());

const dev = { by: 'U0DEV1', groups: ['developers'], standing: 'member' } as const;
const home = { channel: 'C0DEPLOYS', locale: 'en' } as const;
const approval = { by: ['releasers'], count: 1, self: false, withinMs: 60_000, undo: false };

type Doing =
  | { readonly kind: 'start' | 'undo' | 'lock' | 'unlock' | 'flood' }
  | { readonly kind: 'approve' | 'reject' | 'cancel' | 'terminate'; readonly which: number };
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Doing>({ kind: 'start' }) },
  { weight: 3, arbitrary: fc.constantFrom<Doing>({ kind: 'undo' }, { kind: 'lock' }, { kind: 'unlock' }) },
  { weight: 1, arbitrary: fc.constant<Doing>({ kind: 'flood' }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('approve', 'approve', 'reject', 'cancel', 'terminate'),
      which: fc.nat(5),
    }),
  },
);

interface Play {
  readonly target: Target;
  readonly deploys: WorkflowHandle[];
  readonly terminated: Set<string>;
}

async function act({ target, deploys, terminated }: Play, done: Doing, number: number): Promise<void> {
  const { client, taskQueue } = house;
  const address = { ...target, taskQueue };
  const lockId = { ...dev, home };
  switch (done.kind) {
    case 'start':
      deploys.push(await startFor(house, target, { ref: `v${number}` }));
      return;
    case 'undo':
      deploys.push(await startFor(house, target, { trigger: 'undo', key: `undo-${number}` }));
      return;
    case 'lock': {
      const message = { ...lockId, reason: 'migration', remindAfterMs: 60_000 };
      return void (await updateTarget(client, address, { update: lockUpdate, message }));
    }
    case 'unlock':
      return void (await updateTarget(client, address, { update: unlockUpdate, message: lockId }));
    case 'flood': {
      // So many messages that the target has to go on in a new run.
      const nobody = { trigger: 'slack', requestedBy: 'U0DEV1' } as const;
      const finish = (index: number) => finishTurn(client, address, { ...nobody, deployId: `deploy:none:${index}` });
      return void (await Promise.all(Array.from({ length: 510 }, (_, index) => finish(index))));
    }
  }
  const deploy = deploys[done.which % Math.max(1, deploys.length)];
  if (!deploy) return;
  const { workflowId } = deploy;
  if (done.kind === 'cancel') await cancelDeploy(client, workflowId, { cancel: dev, updateId: `cancel-${number}` });
  else if (done.kind === 'terminate') {
    await deploy.terminate('pulled out by hand').then(
      () => terminated.add(workflowId),
      () => undefined, // it had ended
    );
  } else await decide(client, workflowId, aDecision({ decision: done.kind })).catch(() => undefined); // too late, or too early
}

/** How it ended; approvals that it waits for are given. */
async function endOf(play: Play, deploy: WorkflowHandle): Promise<string> {
  const { workflowId } = deploy;
  const { status } = await eventually(async () => {
    const described = await deploy.describe();
    if (described.status.name !== 'RUNNING') return described;
    const { phase, plan = 1 } = await deploy.query(progressQuery);
    if (phase === 'awaiting-approval') {
      await decide(house.client, workflowId, aDecision({ plan })).catch(() => undefined);
    }
    return undefined;
  }, `${workflowId} to end`);
  if (play.terminated.has(workflowId)) return 'terminated';
  const outcome = await deploy.result().catch((error: unknown) => error);
  if (outcome instanceof WorkflowFailedError) return status.name === 'FAILED' ? 'failed' : status.name;
  return outcome.phase;
}

async function playOut(doings: readonly Doing[], needsApproval: boolean): Promise<void> {
  const service = aServiceName('random');
  const target = aTarget({ service, deploy: aKustomization({ path: service }), ...(needsApproval && { approval }) });
  world.facts.targets = [...world.facts.targets, target];
  const play: Play = { target, deploys: [], terminated: new Set() };
  for (const [index, done] of doings.entries()) await act(play, done, index);
  await act(play, { kind: 'unlock' }, 0);

  const ends = await Promise.all(play.deploys.map((deploy) => endOf(play, deploy)));
  expect(ends.filter((end) => ![...FINAL_PHASES, 'terminated'].some((known) => known === end))).toEqual([]);
  const state = await eventually(async () => {
    const found = await readState(house.client, target);
    return found?.holder || found?.queue.length ? undefined : (found ?? 'never asked');
  }, `the turn of ${service} to come back`);

  const isDead = (message: string) => [...play.terminated].some((id) => message.includes(id));
  const mine = begun.filter(({ message }) => message.includes(`deploy:${service}:`));
  const overlaps = mine.filter(({ message, beside }) => !isDead(message) && beside.some((other) => !isDead(other)));
  expect(overlaps).toEqual([]);
  const commits = written.filter((message) => message.includes(`deploy:${service}:`));
  expect(new Set(commits).size).toBe(commits.length); // nobody wrote twice
  if (state === 'never asked' || play.terminated.size > 0) return;
  expect(ends.filter((end) => end === 'deployed').length).toBe(commits.length);
  if (state.running) expect(world.facts.manifests[service]).toBe(state.running.tag);
}

it('whatever people do to whole deploys: each ends, one at a time, once; the turn comes back and the target knows what runs', async () => {
  const game = fc.array(fc.tuple(fc.array(doing, { minLength: 4, maxLength: 14 }), fc.boolean()), {
    minLength: 5,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(game, async (plays) => {
      await Promise.all(plays.map(([doings, needsApproval]) => playOut(doings, needsApproval)));
    }),
    { numRuns: 1, endOnFailure: true },
  );
});
