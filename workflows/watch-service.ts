import type { ChosenImage, DeployOutcome, RolloutProgress } from '../domain/deploy.ts';
import { judgeService, runsOurs } from '../domain/ecs.ts';
import type { EcsState } from '../domain/rollout.ts';
import type { EcsService } from '../domain/target.ts';
import { watchEcs } from './proxies.ts';
import { within } from './within.ts';

interface Watched {
  readonly ecs: EcsService;
  /** ARN of the task definition that ran before. */
  readonly before: string;
  readonly repositoryUri: string;
  readonly image: ChosenImage;
  readonly report: (progress: RolloutProgress) => void;
}

/** Stable is not success: waits until the deployment with our image is the only one and all its tasks run. */
export async function watchService({ ecs, before, repositoryUri, image, report }: Watched): Promise<DeployOutcome> {
  const wanted = { repositoryUri, tag: image.tag, before };
  let last: EcsState | undefined;
  let seenOurs = false;
  let why = 'it has not answered yet';
  const verdict = await within(ecs.timeoutMs, async () => {
    for (;;) {
      last = await watchEcs.awaitServiceChange({ ecs, ...(last && { lastSeen: last }) });
      seenOurs ||= runsOurs(last, wanted);
      const judged = judgeService(last, { ...wanted, seenOurs });
      if (judged.kind !== 'wait') return judged;
      why = judged.why;
      report({ kind: 'ecs', running: last.running, desired: last.desired, state: why });
    }
  });
  const where = `ECS service ${ecs.service} in ${ecs.cluster}`;
  if (verdict === 'timed-out') {
    const seen = last ? `${last.image}; ${why}` : why;
    const detail = `${where} did not run ${image.tag} within ${ecs.timeoutMs / 1000} s; it says: ${seen}`;
    return { phase: 'failed', code: 'rollout-timeout', detail };
  }
  if (verdict.kind === 'failed') return { phase: 'failed', code: 'rollout-failed', detail: `${where}: ${verdict.why}` };
  return { phase: 'deployed', ...(verdict.note && { note: verdict.note }) };
}
