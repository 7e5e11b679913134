import { randomUUID } from 'node:crypto';
import { cancelDeploy } from '../../../client/cancel-deploy.ts';
import type { HakoDeploy, LambdaDeploy, Target } from '../../../domain/target.ts';
import { undoIdOf } from '../../../workflows/contract/ids.ts';
import { callBackSignal } from '../../../workflows/contract/messages.ts';
import { aHakoDeploy, aKustomization } from '../../support/a-target.ts';
import { untilPhase } from '../../support/deploying.ts';
import type { Played, Scenes } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { asker } from './approvals.ts';

const source = { repository: 'example/api', defaultBranch: 'main' };
const watched =
  (application: string, over: Partial<Target> = {}, timeoutMs = 600_000) =>
  (service: string): Partial<Target> => ({
    deploy: aKustomization({ path: service, argocd: { application, project: 'default', timeoutMs } }),
    ...over,
  });
const byHako =
  (over: Partial<HakoDeploy> = {}, cluster = 'lively', timeoutMs = 600_000) =>
  (service: string): Partial<Target> => ({
    deploy: aHakoDeploy({ ecs: { cluster, service, container: 'app', timeoutMs }, ...over }),
  });
const byLambda =
  (over: Partial<LambdaDeploy> = {}) =>
  (): Partial<Target> => ({
    deploy: { kind: 'lambda', function: 'f', payload: { tag: '{tag}' }, timeoutMs: 60_000, ...over },
  });

/** Played to its end, however that is. */
async function ended(
  stage: Stage,
  over?: (service: string) => Partial<Target>,
  start = {},
): Promise<readonly Played[]> {
  const deploy = await stage.start(stage.target(over), start);
  await deploy.result().catch(() => undefined);
  return [deploy];
}

/** Played as far as this phase, and recorded while it is there. */
async function upTo(
  stage: Stage,
  phase: 'resolving' | 'rolling-out' | 'verifying',
  { over, ref }: { readonly over?: (service: string) => Partial<Target>; readonly ref?: string },
) {
  const deploy = await stage.start(stage.target(over), ref === undefined ? {} : { ref });
  await untilPhase(stage.house, deploy.workflowId, phase);
  return deploy;
}

const cancel = (stage: Stage, id: string) =>
  cancelDeploy(stage.house.client, id, { cancel: asker, updateId: randomUUID() });

/** Every kind, and how its roll-out may go. */
export const rollouts: Scenes = {
  'deploy-commit': (stage) => ended(stage, () => ({ source }), { askedIn: { channel: 'C0ELSEWHERE' } }),
  'deploy-commit-watched': (stage) => ended(stage, watched('healthy')),
  'deploy-resolving': async (stage) => [await upTo(stage, 'resolving', { ref: 'hold-resolving' })],
  'deploy-rolling-out': async (stage) => [await upTo(stage, 'rolling-out', { ref: 'hold-commit' })],
  'deploy-verifying': async (stage) => [await upTo(stage, 'verifying', { over: watched('never') })],
  'deploy-soaked': (stage) => ended(stage, watched('healthy', { soakMs: 1_500 })),
  'deploy-soaking': async (stage) => [
    await upTo(stage, 'verifying', { over: watched('healthy', { soakMs: 600_000 }) }),
  ],
  'deploy-rollout-failed-undone': async (stage) => {
    const [failed] = await ended(stage, watched('flaky', { soakMs: 60_000, onFailure: 'undo' }));
    if (!failed) throw new Error('Nothing was played');
    const undo = stage.house.client.workflow.getHandle(undoIdOf(failed.workflowId));
    await undo.result().catch(() => undefined); // it meets the same Argo CD
    return [failed, undo];
  },
  'deploy-rollout-failed': (stage) => ended(stage, watched('degraded')),
  'deploy-rollout-timeout': (stage) => ended(stage, watched('never', {}, 1_500)),
  'deploy-tag-not-found': (stage) => ended(stage, undefined, { ref: 'no-such-tag' }),
  'deploy-unchanged': async (stage) => {
    const target = stage.target();
    await (await stage.start(target)).result();
    const again = await stage.start(target);
    await again.result();
    return [again];
  },
  'deploy-cancelled-while-verifying': async (stage) => {
    const deploy = await upTo(stage, 'verifying', { over: watched('never') });
    await cancel(stage, deploy.workflowId);
    await deploy.result();
    return [deploy];
  },
  'deploy-cancelled-in-a-merge': async (stage) => {
    const over = (service: string) => ({ deploy: aKustomization({ path: service, write: 'pullRequest' as const }) });
    const deploy = await upTo(stage, 'rolling-out', { over, ref: 'hold-merge' });
    await cancel(stage, deploy.workflowId);
    await deploy.result();
    return [deploy];
  },
  'deploy-message-gone': (stage) => ended(stage, watched('healthy', { channel: 'C0DELETED' })),
  'deploy-channel-gone': (stage) => ended(stage, watched('healthy', { channel: 'C0GONE' })),

  'deploy-hako': (stage) => ended(stage, byHako()),
  'deploy-hako-event': (stage) => ended(stage, byHako({ mode: 'event' })),
  'deploy-hako-refused-at-first': (stage) => ended(stage, byHako({ function: 'busy' })),
  'deploy-hako-failed': (stage) => ended(stage, byHako({ function: 'broken' })),
  'deploy-hako-answer-lost': (stage) => ended(stage, byHako({ function: 'lost' }, 'never', 1_500)),
  'deploy-hako-verifying': async (stage) => [await upTo(stage, 'verifying', { over: byHako({}, 'never') })],

  'deploy-lambda': (stage) => ended(stage, byLambda({ expect: { ok: true }, qualifier: 'live' })),
  'deploy-lambda-failed': (stage) => ended(stage, byLambda({ function: 'broken' })),
  'deploy-lambda-answer-lost': (stage) => ended(stage, byLambda({ function: 'lost' })),
  'deploy-lambda-rolling-out': async (stage) => [
    await upTo(stage, 'rolling-out', { over: byLambda(), ref: 'hold-invoke' }),
  ],
  'deploy-lambda-called-back': async (stage) => {
    const deploy = await upTo(stage, 'verifying', { over: byLambda({ mode: 'event' }) });
    await deploy.signal(callBackSignal, { ok: true, answer: { ok: true } });
    await deploy.result();
    return [deploy];
  },
  'deploy-lambda-silent': (stage) => ended(stage, byLambda({ mode: 'event', timeoutMs: 1_500 })),
};
