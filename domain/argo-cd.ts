import { isImage } from './image-reference.ts';
import type { ArgoCdState, RolloutVerdict } from './rollout.ts';

interface Wanted {
  /** Is this revision our commit, or one that holds it? `undefined`: nobody has looked yet. */
  readonly isOurs: (revision: string) => boolean | undefined;
  readonly repositoryUri: string;
  readonly tag: string;
}

/** `ask`: find out whether this revision holds our commit, then judge again. */
export type ApplicationVerdict = RolloutVerdict | { readonly kind: 'ask'; readonly revision: string };

const wait = (why: string): ApplicationVerdict => ({ kind: 'wait', why });
const failed = (why: string): ApplicationVerdict => ({ kind: 'failed', why });

/**
 * Live is: our revision, synced, healthy, looked at again after the sync, with our image in the pods.
 * Right after a merge Argo CD still shows the old revision as synced and healthy. Where there are no pods,
 * scaled to zero or only CronJobs, the first four suffice, and the verdict says so (`no-pods`).
 */
export function judgeApplication(state: ArgoCdState, wanted: Wanted): ApplicationVerdict {
  const verdict = judge(state, wanted);
  const said = [...(state.conditions ?? []), ...(state.troubles ?? [])];
  if (said.length === 0 || verdict.kind === 'live' || verdict.kind === 'ask') return verdict;
  return { ...verdict, why: `${verdict.why} (${said.join('; ')})` };
}

function judge(state: ArgoCdState, wanted: Wanted): ApplicationVerdict {
  const { operation } = state;
  const unknown = [...state.revisions, ...(operation?.revisions ?? [])].find(
    (revision) => wanted.isOurs(revision) === undefined,
  );
  if (unknown !== undefined) return { kind: 'ask', revision: unknown };

  const isOurs = (revisions: readonly string[]) => revisions.some((revision) => wanted.isOurs(revision) === true);
  if (operation && isOurs(operation.revisions) && (operation.phase === 'Failed' || operation.phase === 'Error')) {
    return failed(`the sync failed: ${operation.message ?? operation.phase}`);
  }
  if (!isOurs(state.revisions)) return wait('Argo CD has not seen the commit yet');
  if (state.operationRunning || (operation && !operation.finishedAt))
    return wait(`the sync is under way${countOf(state)}`);
  if (state.sync !== 'Synced') {
    return wait(
      state.autoSync
        ? `Argo CD is syncing (${state.sync}${countOf(state)})`
        : 'automatic sync is off: somebody has to sync the application in Argo CD',
    );
  }
  if (operation?.finishedAt && !isNotBefore(state.reconciledAt, operation.finishedAt)) {
    return wait('Argo CD has not looked again since the sync');
  }
  return judgeHealth(state, wanted);
}

const countOf = ({ resources }: ArgoCdState): string =>
  resources ? `, ${resources.updated} of ${resources.total} resources updated` : '';

/** The revision is ours and applied; what is left is whether it runs. */
function judgeHealth(state: ArgoCdState, { repositoryUri: repository, tag }: Wanted): ApplicationVerdict {
  const said = state.healthMessage ? `: ${state.healthMessage}` : '';
  if (state.health === 'Degraded') return failed(`Degraded${said}`);
  if (state.health === 'Suspended') return wait(`Suspended: it waits for somebody to resume it${said}`);
  if (state.health !== 'Healthy') return wait(`${state.health}${said}`);
  if (state.images.some((image) => isImage(image, { repository, tag }))) return { kind: 'live' };
  if (state.images.length === 0 || state.cronJobsOnly) return { kind: 'live', note: 'no-pods' };
  return wait(`healthy, but the pods do not run ${tag} yet`);
}

function isNotBefore(time: string | undefined, other: string): boolean {
  return time !== undefined && Date.parse(time) >= Date.parse(other);
}
