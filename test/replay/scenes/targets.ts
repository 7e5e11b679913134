import { randomUUID } from 'node:crypto';
import { finishTurn, noticeDrift, updateTarget } from '../../../client/ask-target.ts';
import { decide } from '../../../client/decide.ts';
import type { Target } from '../../../domain/target.ts';
import { targetId } from '../../../workflows/contract/ids.ts';
import * as messages from '../../../workflows/contract/target-messages.ts';
import { aDecision, eventually, untilPhase } from '../../support/deploying.ts';
import { image } from '../../support/fake-world.ts';
import type { Played, Scenes } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { asker, guarded } from './approvals.ts';

const home = { channel: 'C0DEPLOYS', locale: 'en' } as const;
const admin = { by: 'U0LEAD', groups: ['admins'], standing: 'member' } as const;
const lock = { ...asker, home, reason: 'a look', remindAfterMs: 3_600_000 };

const targetOf = (stage: Stage, target: Target) => stage.house.client.workflow.getHandle(targetId(target));
const addressOf = (stage: Stage, { service, environment }: Target) => ({
  ...{ service, environment },
  taskQueue: stage.house.taskQueue,
});
const update = <Answer, Message>(
  stage: Stage,
  target: Target,
  ask: Parameters<typeof updateTarget<Answer, Message>>[2],
): Promise<Answer> => updateTarget(stage.house.client, addressOf(stage, target), ask);
const ask = (stage: Stage, target: Target) => ({
  lock: (over = {}) => update(stage, target, { update: messages.lockUpdate, message: { ...lock, ...over } }),
  unlock: () => update(stage, target, { update: messages.unlockUpdate, message: { ...asker, home } }),
});
const deployed = async (stage: Stage, target: Target, ref: string) => {
  const deploy = await stage.start(target, { ref });
  await deploy.result();
  return deploy;
};
const undo = { key: `undo-${randomUUID()}`, trigger: 'undo', undo: {} } as const;
const always = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00', reason: 'holidays' },
] as const;

/** The turn, what stops it, and what a target is told by people. */
export const targets: Scenes = {
  'deploy-queued': async (stage) => {
    const target = stage.target();
    const first = await stage.start(target, { ref: 'hold-commit' });
    await untilPhase(stage.house, first.workflowId, 'rolling-out');
    const second = await stage.start(target);
    await untilPhase(stage.house, second.workflowId, 'queued');
    return [second, targetOf(stage, target)];
  },
  'deploy-refused-for-a-lock': async (stage) => {
    const target = stage.target();
    await ask(stage, target).lock();
    return refused(stage, target);
  },
  'deploy-refused-for-a-freeze': (stage) =>
    refused(
      stage,
      stage.target(() => ({ freeze: always })),
    ),
  'deploy-refused-for-the-order': (stage) =>
    refused(
      stage,
      stage.target(() => ({ environment: 'production', after: 'staging' })),
    ),
  'deploy-stopped-at-its-turn': async (stage) => {
    const { target, deploy, id } = await guarded(stage);
    await ask(stage, target).lock({ forMs: 3_000 });
    await decide(stage.house.client, id, aDecision());
    await untilPhase(stage.house, id, 'queued');
    await deploy.result(); // the lock ends by itself
    return [deploy, targetOf(stage, target)];
  },
  'deploy-waiting-for-a-lock': async (stage) => {
    const { target, deploy, id } = await guarded(stage);
    await ask(stage, target).lock();
    await decide(stage.house.client, id, aDecision());
    await untilPhase(stage.house, id, 'queued');
    return [deploy, targetOf(stage, target)];
  },
  'deploy-in-order': async (stage) => {
    const staging = stage.target();
    await deployed(stage, staging, 'v7');
    const production = { ...staging, environment: 'production', after: 'staging' };
    stage.facts.targets = [...stage.facts.targets, production];
    stage.facts.manifests[staging.service] = 'v6';
    return [await deployed(stage, production, 'v7')];
  },
  'deploy-undo': async (stage) => {
    const target = stage.target();
    await deployed(stage, target, 'v7');
    await deployed(stage, target, 'v8');
    stage.facts.manifests[target.service] = 'by-hand';
    const deploy = await stage.start(target, undo);
    await deploy.result();
    return [deploy, targetOf(stage, target)];
  },
  'deploy-undo-with-nothing-to-undo': async (stage) => {
    const deploy = await stage.start(stage.target(), undo);
    await deploy.result();
    return [deploy];
  },
  'deploy-terminated-and-the-next': async (stage) => {
    const target = stage.target();
    const first = await stage.start(target, { ref: 'hold-commit' });
    await untilPhase(stage.house, first.workflowId, 'rolling-out');
    const second = await stage.start(target);
    await untilPhase(stage.house, second.workflowId, 'queued');
    await first.terminate('by hand');
    await second.result();
    const isRedrawn = () =>
      stage.facts.letters.some(
        (letter) =>
          letter.kind === 'deploy' && letter.card.deployId === first.workflowId && letter.card.endedAt !== undefined,
      );
    await eventually(async () => isRedrawn() || undefined, 'the message of the terminated one');
    return [first, targetOf(stage, target)];
  },
  'deploy-superseded': async (stage) => {
    const offer = (target: Target, tag: string) =>
      update(stage, target, { update: messages.offerUpdate, message: { image: image(tag), by: 'schedule' } });
    const target = stage.target(() => ({
      approval: { by: ['releasers'], count: 1, self: false, withinMs: 600_000, undo: false },
    }));
    const answer = await offer(target, 'v5');
    if (answer.kind !== 'start') throw new Error(`The offer was answered ${answer.kind}`);
    const key = answer.deployId.split(':').at(-1) ?? '';
    const deploy = await stage.start(target, { key, trigger: 'schedule', requestedBy: 'schedule', image: image('v5') });
    await untilPhase(stage.house, deploy.workflowId, 'awaiting-approval');
    await offer(target, 'v6');
    await deploy.result();
    return [deploy, targetOf(stage, target)];
  },
  'target-asked-everything': async (stage) => [await askEverything(stage)],
  'target-in-its-second-run': inItsSecondRun,
};

async function refused(stage: Stage, target: Target): Promise<readonly Played[]> {
  const deploy = await stage.start(target);
  await deploy.result();
  return [deploy];
}

async function askEverything(stage: Stage): Promise<Played> {
  const target = stage.target(() => ({ deploy: { kind: 'lambda', function: 'lost', payload: {}, timeoutMs: 60_000 } }));
  const deploy = await stage.start(target);
  await deploy.result().catch(() => undefined);
  const tell = async <Answer, Message>(wish: Parameters<typeof updateTarget<Answer, Message>>[2]) =>
    update(stage, target, wish);
  const actor = { ...admin, home };
  await tell({ update: messages.settleUpdate, message: { ...actor, deployId: deploy.workflowId, worked: true } });
  await ask(stage, target).lock({ remindAfterMs: 1_000 });
  await tell({ update: messages.tellMeUpdate, message: { by: 'U0DEV2', home } });
  await eventually(async () => stage.facts.letters.find(isReminder) && true, 'the reminder of the lock');
  await ask(stage, target).unlock();
  await tell({ update: messages.holdUpdate, message: { ...actor, reason: 'a look' } });
  await tell({ update: messages.resumeUpdate, message: actor });
  await noticeDrift(stage.house.client, addressOf(stage, target), { found: { tag: 'v3', digest: 'sha256:3' }, home });
  await tell({ update: messages.adoptUpdate, message: { ...actor, tag: 'v3' } });
  const freeze = { reason: 'holidays', until: Date.now() + 3_600_000 };
  await tell({ update: messages.breakGlassUpdate, message: { ...actor, reason: 'an outage', freeze } });
  await (await stage.start(target, { trigger: 'undo', undo: {} })).result().catch(() => undefined);
  return targetOf(stage, target);
}

const isReminder = (letter: Stage['facts']['letters'][number]) =>
  letter.kind === 'target' && letter.news.kind === 'lock-reminder';

/** With a turn given, one that waits and a lock that stands. */
async function inItsSecondRun(stage: Stage): Promise<readonly Played[]> {
  const target = stage.target();
  const first = await stage.start(target, { ref: 'hold-commit' });
  await untilPhase(stage.house, first.workflowId, 'rolling-out');
  const second = await stage.start(target);
  await untilPhase(stage.house, second.workflowId, 'queued');
  await ask(stage, target).lock();
  const handle = targetOf(stage, target);
  const { runId } = await handle.describe();
  const turn = { trigger: 'slack', requestedBy: 'U0DEV1' } as const;
  for (let sent = 0; sent < 600; sent += 50) {
    const batch = Array.from({ length: 50 }, (_, index) => `deploy:none:${sent + index}`);
    await Promise.all(
      batch.map((deployId) => finishTurn(stage.house.client, addressOf(stage, target), { ...turn, deployId })),
    );
  }
  const next = await eventually(async () => {
    const now = await handle.describe();
    return now.runId === runId ? undefined : now.runId;
  }, 'continue-as-new');
  return [
    { workflowId: handle.workflowId, runId },
    { workflowId: handle.workflowId, runId: next },
  ];
}
