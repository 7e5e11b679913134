import type { ChosenImage, DeployOutcome, RolloutProgress } from '../domain/deploy.ts';
import { judgeService, runsOurs } from '../domain/ecs.ts';
import type { EcsState } from '../domain/rollout.ts';
import type { EcsService } from '../domain/target.ts';
import { watchEcs } from './proxies.ts';
import { watchRollout } from './watch-rollout.ts';

interface Watched {
  readonly ecs: EcsService;
  /** ARN of the task definition that ran before. */
  readonly before: string;
  readonly repositoryUri: string;
  readonly image: ChosenImage;
  readonly soakMs?: number;
  readonly report: (progress: RolloutProgress) => void;
}

/** Stable is not success: waits until the deployment with our image is the only one and all its tasks run. */
export async function watchService({ ecs, before, repositoryUri, image, ...watch }: Watched): Promise<DeployOutcome> {
  const wanted = { repositoryUri, tag: image.tag, before };
  let seenOurs = false;
  let seen = '';
  const verdict = await watchRollout<EcsState>({
    ...watch,
    timeoutMs: ecs.timeoutMs,
    look: (last) => watchEcs.awaitServiceChange({ ecs, ...(last && { lastSeen: last }) }),
    judge: async (state) => {
      seen = `${state.image}; `;
      seenOurs ||= runsOurs(state, wanted);
      return judgeService(state, { ...wanted, seenOurs });
    },
    progressOf: ({ running, desired }, why) => ({ kind: 'ecs', running, desired, state: why }),
  });
  const where = `ECS service ${ecs.service} in ${ecs.cluster}`;
  switch (verdict.kind) {
    case 'live':
      return { phase: 'deployed', ...(verdict.note && { note: verdict.note }) };
    case 'failed':
      return { phase: 'failed', code: 'rollout-failed', detail: `${where}: ${verdict.why}` };
    case 'timed-out': {
      const detail = `${where} did not run ${image.tag} within ${ecs.timeoutMs / 1000} s; it says: ${seen}${verdict.why}`;
      return { phase: 'failed', code: 'rollout-timeout', detail };
    }
  }
}
