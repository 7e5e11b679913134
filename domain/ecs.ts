import { isImage } from './image-reference.ts';
import type { EcsDeployment, EcsState, RolloutVerdict } from './rollout.ts';

interface Wanted {
  readonly repositoryUri: string;
  readonly tag: string;
  /** ARN of the task definition that ran before the deploy. */
  readonly before: string;
}

/** Does the service's newest deployment run our image in a definition that was made for it? */
export function runsOurs(state: EcsState, wanted: Wanted): boolean {
  const primary = primaryOf(state);
  return primary !== undefined && isOurs(primary, wanted);
}

/**
 * Stable is not success: a circuit breaker that rolled back is stable on the old definition.
 * `seenOurs`: our deployment was PRIMARY once, so that anything else now is a rollback or somebody else's.
 */
export function judgeService(state: EcsState, wanted: Wanted & { readonly seenOurs: boolean }): RolloutVerdict {
  if (state.status !== 'ACTIVE') return { kind: 'failed', why: `the service is ${state.status}` };
  const ours = state.deployments.find((deployment) => isOurs(deployment, wanted));
  if (ours?.rolloutState === 'FAILED') return { kind: 'failed', why: ours.reason ?? 'ECS says FAILED' };

  const primary = primaryOf(state);
  if (!primary) return { kind: 'wait', why: 'ECS names no primary deployment' };
  if (!isOurs(primary, wanted)) return judgeOther(primary, wanted);
  return judgeOurs(state, primary);
}

function judgeOther(
  primary: EcsDeployment,
  { before, seenOurs }: Wanted & { readonly seenOurs: boolean },
): RolloutVerdict {
  if (primary.taskDefinition === before) {
    if (!seenOurs) return { kind: 'wait', why: 'ECS has not begun yet' };
    return { kind: 'failed', why: `ECS went back to ${before}${primary.reason ? `: ${primary.reason}` : ''}` };
  }
  return { kind: 'failed', why: `overtaken: somebody rolled out ${primary.taskDefinition} (${primary.image})` };
}

function judgeOurs(state: EcsState, primary: EcsDeployment): RolloutVerdict {
  const failures = primary.failed > 0 ? `, ${primary.failed} failed to start` : '';
  const counts = `${primary.running} of ${primary.desired} tasks run${failures}`;
  if (state.deployments.length > 1) return { kind: 'wait', why: `${counts}; older tasks are draining` };
  if (primary.running !== primary.desired) return { kind: 'wait', why: counts };
  // Without a rolling-update controller ECS gives no rolloutState; then the counts decide.
  if (primary.rolloutState !== undefined && primary.rolloutState !== 'COMPLETED') return { kind: 'wait', why: counts };
  return primary.desired === 0 ? { kind: 'live', note: 'no-pods' } : { kind: 'live' };
}

function primaryOf({ deployments }: EcsState): EcsDeployment | undefined {
  return deployments.find(({ status }) => status === 'PRIMARY');
}

function isOurs({ image, taskDefinition }: EcsDeployment, { repositoryUri: repository, tag, before }: Wanted): boolean {
  return taskDefinition !== before && isImage(image, { repository, tag });
}
