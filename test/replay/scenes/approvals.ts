import { randomUUID } from 'node:crypto';
import { cancelDeploy } from '../../../client/cancel-deploy.ts';
import { decide } from '../../../client/decide.ts';
import { decideSignal } from '../../../workflows/contract/messages.ts';
import { aKustomization } from '../../support/a-target.ts';
import { aDecision, eventually, untilPhase } from '../../support/deploying.ts';
import type { Scenes } from '../scene.ts';
import type { Stage } from '../stage.ts';

const approval = { by: ['releasers'], count: 1, self: false, withinMs: 600_000, undo: true };
const byPullRequest = (service: string) => ({
  approval,
  deploy: aKustomization({ path: service, write: 'pullRequest' }),
});
export const asker = { by: 'U0DEV1', groups: ['developers'], standing: 'member' } as const;

export async function guarded(stage: Stage, over: object = {}, start: Parameters<Stage['start']>[1] = {}) {
  const target = stage.target((service) => ({ ...byPullRequest(service), ...over }));
  const deploy = await stage.start(target, start);
  await untilPhase(stage.house, deploy.workflowId, 'awaiting-approval');
  return { target, deploy, id: deploy.workflowId };
}

const approve = (stage: Stage, id: string, over = {}) => decide(stage.house.client, id, aDecision(over));
const planned = (stage: Stage, id: string, number: number) =>
  eventually(async () => {
    const card = await untilPhase(stage.house, id, 'awaiting-approval');
    return card.plan === number ? card : undefined;
  }, `plan ${number}`);

/** People who agree, do not, or take their time. */
export const approvals: Scenes = {
  'deploy-approved': async (stage) => {
    const { deploy, id } = await guarded(stage);
    await approve(stage, id);
    await deploy.result();
    return [deploy];
  },
  'deploy-awaiting-approval': async (stage) => {
    const reminded = { ...approval, count: 2, remindAfterMs: 1_000 };
    const { deploy, id } = await guarded(stage, { approval: reminded }, { askedIn: { channel: 'C0ELSEWHERE' } });
    await approve(stage, id);
    await eventually(
      async () => stage.facts.letters.find((letter) => letter.kind === 'approval-reminder'),
      'the reminder',
    );
    return [deploy];
  },
  'deploy-rejected': async (stage) => {
    const { deploy } = await guarded(stage);
    await deploy.signal(decideSignal, aDecision({ by: 'U0NOBODY', groups: [] }));
    await deploy.signal(decideSignal, aDecision({ decision: 'reject', reason: 'not on a Friday' }));
    await deploy.result();
    return [deploy];
  },
  'deploy-expired': async (stage) => {
    const { deploy } = await guarded(stage, { approval: { ...approval, withinMs: 3_000 } });
    await deploy.result();
    return [deploy];
  },
  'deploy-asked-again': async (stage) => {
    const { target, deploy, id } = await guarded(stage);
    stage.facts.manifests[target.service] = 'somebody-else';
    await approve(stage, id);
    await planned(stage, id, 2);
    await approve(stage, id, { plan: 2 });
    await deploy.result();
    return [deploy];
  },
  'deploy-plan-changed': async (stage) => {
    const { target, deploy, id } = await guarded(stage);
    stage.facts.targets = stage.facts.targets.map((other) =>
      other.service === target.service ? { ...other, locale: 'ja' } : other,
    );
    await approve(stage, id);
    await deploy.result();
    return [deploy];
  },
  'deploy-cancelled-while-asked': async (stage) => {
    const { deploy, id } = await guarded(stage);
    await cancelDeploy(stage.house.client, id, { cancel: { ...asker, reason: 'wrong tag' }, updateId: randomUUID() });
    await deploy.result();
    return [deploy];
  },
  'deploy-cancelled-in-temporal': async (stage) => {
    const { deploy } = await guarded(stage);
    await deploy.cancel();
    await deploy.result();
    return [deploy];
  },
};
