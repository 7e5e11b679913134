import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { finishTurn, noticeDrift, offerImage, readState, updateTarget } from '../../client/ask-target.ts';
import { decide } from '../../client/decide.ts';
import { REMINDERS_AT_MOST } from '../../domain/approval.ts';
import type { Target } from '../../domain/target.ts';
import { targetId } from '../../workflows/contract/ids.ts';
import { lockUpdate, unlockUpdate } from '../../workflows/contract/target-messages.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { aDecision, aGate, aServiceName, eventually, startFor, untilPhase } from '../support/deploying.ts';
import { type FakeWorld, fakeWorld, image } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';

/** Five thousand by hand: `REQUESTS=5000`. */
const REQUESTS = Number(process.env['REQUESTS'] ?? 1_200);

let world: FakeWorld;
let house: House;
const held = aGate();
let isSlackAway = true;

beforeAll(async () => {
  const fake = fakeWorld([]);
  world = {
    ...fake,
    github: {
      ...fake.github,
      commitTag: async (edit) => {
        if (edit.tag === 'held') await held.opened;
        return fake.github.commitTag(edit);
      },
    },
    slack: {
      ...fake.slack,
      postMessage: async (post) => {
        if (post.place.channel === 'C0SILENT' && isSlackAway) throw new Error('Slack is away');
        return fake.slack.postMessage(post);
      },
    },
  };
  house = await openHouse(world);
});
afterAll(() => {
  held.open();
  return house.stop();
});

function aFreshTarget(over: Partial<Target> = {}) {
  const service = aServiceName();
  const target = aTarget({ service, deploy: aKustomization({ path: service }), ...over });
  world.facts.targets = [...world.facts.targets, target];
  return target;
}

const addressOf = ({ service, environment }: Target) => ({ service, environment, taskQueue: house.taskQueue });
const runOf = async (target: Target) => (await house.client.workflow.getHandle(targetId(target)).describe()).runId;
const anotherRun = (target: Target, before: string) =>
  eventually(async () => ((await runOf(target)) === before ? undefined : true), 'continue-as-new');

async function inBatches(count: number, ask: (index: number) => Promise<unknown>, atOnce = 50): Promise<void> {
  for (let sent = 0; sent < count; sent += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, count - sent) }, (_, index) => ask(sent + index)));
  }
}

const finishNothing = (target: Target) => (index: number) =>
  finishTurn(house.client, addressOf(target), {
    ...{ deployId: `deploy:none:${index}`, trigger: 'slack', requestedBy: 'U0DEV1' },
  });
const seeNothing = (target: Target) => (index: number) =>
  noticeDrift(house.client, addressOf(target), {
    found: { tag: `by-hand-${index}` },
    home: { channel: 'C0DEPLOYS', locale: 'en' },
  });
const lock = (target: Target, channel = 'C0DEPLOYS') =>
  updateTarget(house.client, addressOf(target), {
    update: lockUpdate,
    message: {
      ...{ by: 'U0LEAD', groups: ['admins'], standing: 'member', reason: target.service, remindAfterMs: 3_600_000 },
      home: { channel, locale: 'en' },
    },
  });
const saidOf = ({ service }: Target) =>
  world.facts.letters.filter(
    (letter) => letter.kind === 'target' && letter.news.kind === 'locked' && letter.news.lock.reason === service,
  );

describe('a target that goes on in a new run', () => {
  it('has said what its last message was about, once', async () => {
    const target = aFreshTarget();
    await inBatches(499, finishNothing(target));
    const first = await runOf(target);
    await lock(target);
    await anotherRun(target, first);
    await eventually(async () => saidOf(target)[0], 'the word about the lock');
    await lock(target); // by now anything said twice has been said
    await eventually(async () => saidOf(target)[1], 'the second word');
    expect(saidOf(target)).toHaveLength(2);
  });

  it('waits for Slack only so long, and then says it in the new run', async () => {
    const target = aFreshTarget();
    await lock(target, 'C0SILENT');
    const first = await runOf(target);
    await inBatches(600, finishNothing(target));
    await readState(house.client, target); // it has taken them all
    expect(await runOf(target)).toBe(first);
    await inBatches(500, finishNothing(target));
    await anotherRun(target, first);
    isSlackAway = false;
    await eventually(async () => saidOf(target)[0], 'the word about the lock');
    expect(saidOf(target)).toHaveLength(1);
  });

  it('keeps queue, lock, who has the turn and what it knows over many requests, each of them answered', async () => {
    const target = aFreshTarget();
    await (await startFor(house, target, { ref: 'v7' })).result();
    const first = await startFor(house, target, { ref: 'held' });
    await untilPhase(house, first.workflowId, 'rolling-out');
    const second = await startFor(house, target, { ref: 'v8' });
    await untilPhase(house, second.workflowId, 'queued');
    const third = await startFor(house, target, { ref: 'v9' });
    await untilPhase(house, third.workflowId, 'queued');
    await lock(target);
    const before = await readState(house.client, target);
    const runs = new Set<string>();
    const answers: unknown[] = [];
    const offer = async (index: number) => {
      answers.push(await offerImage(house.client, addressOf(target), { image: image(`auto${index}`), by: 'schedule' }));
    };
    for (let asked = 0; asked < REQUESTS; asked += 100) {
      await inBatches(20, offer, 10); // the server takes ten updates of one workflow at once
      await inBatches(10, finishNothing(target));
      await inBatches(70, seeNothing(target));
      runs.add(await runOf(target));
    }

    expect(answers).toEqual(Array.from({ length: REQUESTS / 5 }, () => ({ kind: 'not-now', why: 'locked' })));
    expect(runs.size).toBeGreaterThan(REQUESTS / 1_000);
    expect(await readState(house.client, target)).toEqual(before);
    expect(before).toMatchObject({
      running: { tag: 'v7' },
      holder: { deployId: first.workflowId, rollingOut: true },
      queue: [second, third].map(({ workflowId }) => ({ deployId: workflowId })),
      lock: { reason: target.service },
    });

    await updateTarget(house.client, addressOf(target), {
      update: unlockUpdate,
      message: { by: 'U0LEAD', groups: ['admins'], standing: 'member', home: { channel: 'C0DEPLOYS', locale: 'en' } },
    });
    held.open();
    for (const deploy of [first, second, third]) expect(await deploy.result()).toMatchObject({ phase: 'deployed' });
    expect(world.facts.commits.filter((commit) => commit.startsWith(target.service))).toEqual(
      ['v7', 'held', 'v8', 'v9'].map((tag) => `${target.service} ${tag}`),
    );
  });
});

describe('a deploy that waits thirty days for its approval', () => {
  const THIRTY_DAYS_MS = 30 * 86_400_000;
  const approval = { by: ['releasers'], count: 1, self: false, withinMs: THIRTY_DAYS_MS, undo: false };

  it('waits just that long, and deploys when somebody agrees', async () => {
    const deploy = await startFor(house, aFreshTarget({ approval }));
    const card = await untilPhase(house, deploy.workflowId, 'awaiting-approval');
    expect(card.approval?.expiresAt).toBeGreaterThan(Date.now() + THIRTY_DAYS_MS - 60_000);
    const { events = [] } = await house.client.workflow.getHandle(deploy.workflowId).fetchHistory();
    const timers = events?.map(({ timerStartedEventAttributes: timer }) =>
      Number(timer?.startToFireTimeout?.seconds ?? 0),
    );
    expect(Math.max(...(timers ?? []))).toBeCloseTo(THIRTY_DAYS_MS / 1_000, -1);
    await decide(house.client, deploy.workflowId, aDecision());
    expect(await deploy.result()).toMatchObject({ phase: 'deployed' });
  });

  it('stays far below what Temporal keeps of one workflow, however often the catalogue lets it remind', async () => {
    const deploy = await startFor(house, aFreshTarget({ approval: { ...approval, remindAfterMs: 200 } }));
    const events = async () => (await deploy.fetchHistory()).events?.length ?? 0;
    const reminders = () =>
      world.facts.letters.filter(
        (letter) => letter.kind === 'approval-reminder' && letter.card.deployId === deploy.workflowId,
      ).length;
    const reminded = (count: number) =>
      eventually(async () => (reminders() >= count ? reminders() : undefined), `${count} reminders`);
    const [one, before] = [await reminded(5), await events()];
    const [other, after] = [await reminded(one + 20), await events()];
    const each = (after - before) / (other - one);
    await deploy.cancel();
    expect(each).toBeLessThan(15);
    expect(each * REMINDERS_AT_MOST * PLANS_AT_MOST).toBeLessThan(51_200 / 1.5);
  });
});

const PLANS_AT_MOST = 4; // each asks anew
