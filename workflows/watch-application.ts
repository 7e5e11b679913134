import { judgeApplication } from '../domain/argo-cd.ts';
import type { ChosenImage, DeployOutcome, RolloutProgress } from '../domain/deploy.ts';
import type { ArgoCdState, RolloutVerdict } from '../domain/rollout.ts';
import type { ArgoCdApplication, EcrRepository, KustomizeDeploy } from '../domain/target.ts';
import { github, watchArgoCd } from './proxies.ts';
import { watchRollout } from './watch-rollout.ts';

interface Watched {
  readonly deploy: KustomizeDeploy;
  readonly argocd: ArgoCdApplication;
  /** Our commit on the manifest branch. */
  readonly commit: string;
  readonly imageRepository: EcrRepository;
  readonly image: ChosenImage;
  readonly soakMs?: number;
  readonly report: (progress: RolloutProgress) => void;
}

/** Merged is not done: waits until Argo CD runs our commit, or one that holds it, with our image and healthy. */
export async function watchApplication(watched: Watched): Promise<DeployOutcome> {
  const { argocd, report, soakMs } = watched;
  const ours = new Set([watched.commit]);
  let seen = '';
  const verdict = await watchRollout<ArgoCdState>({
    timeoutMs: argocd.timeoutMs,
    ...(soakMs !== undefined && { soakMs }),
    report,
    look: (last) => watchArgoCd.awaitApplicationChange({ argocd, ...(last && { lastSeen: last }) }),
    judge: (state) => {
      seen = `${state.sync}, ${state.health}; `;
      return judge(watched, state, ours);
    },
    progressOf: ({ sync, health }, why) => ({ kind: 'argocd', sync, health, message: why }),
  });
  const where = `Argo CD application ${argocd.application}`;
  switch (verdict.kind) {
    case 'live':
      return { phase: 'deployed', ...(verdict.note && { note: verdict.note }) };
    case 'failed':
      return { phase: 'failed', code: 'rollout-failed', detail: `${where}: ${verdict.why}` };
    case 'timed-out': {
      const detail = `Merged as ${watched.commit}, but ${where} did not run it within ${argocd.timeoutMs / 1000} s; it says: ${seen}${verdict.why}`;
      return { phase: 'failed', code: 'rollout-timeout', detail };
    }
  }
}

/**
 * Argo CD and GitHub meet here: a revision that is not ours may still hold our commit, and only git knows.
 * A no is not remembered: right after a push GitHub may not know the revision yet.
 */
async function judge(
  { deploy, commit, imageRepository, image }: Watched,
  state: ArgoCdState,
  ours: Set<string>,
): Promise<RolloutVerdict> {
  const others = new Set<string>();
  for (;;) {
    const judged = judgeApplication(state, {
      isOurs: (revision) => (ours.has(revision) ? true : others.has(revision) ? false : undefined),
      repositoryUri: imageRepository.uri,
      tag: image.tag,
    });
    if (judged.kind !== 'ask') return judged;
    const { repository } = deploy;
    const holds = await github.isAncestor({ repository, ancestor: commit, descendant: judged.revision });
    (holds ? ours : others).add(judged.revision);
  }
}
