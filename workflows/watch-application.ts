import { judgeApplication } from '../domain/argo-cd.ts';
import type { ChosenImage, DeployOutcome, RolloutProgress } from '../domain/deploy.ts';
import type { ArgoCdState } from '../domain/rollout.ts';
import type { ArgoCdApplication, EcrRepository, KustomizeDeploy } from '../domain/target.ts';
import { github, watchArgoCd } from './proxies.ts';
import { within } from './within.ts';

interface Watched {
  readonly deploy: KustomizeDeploy;
  readonly argocd: ArgoCdApplication;
  /** Our commit on the manifest branch. */
  readonly commit: string;
  readonly imageRepository: EcrRepository;
  readonly image: ChosenImage;
  readonly report: (progress: RolloutProgress) => void;
}

/** Merged is not done: waits until Argo CD runs our commit, or one that holds it, with our image and healthy. */
export async function watchApplication(watched: Watched): Promise<DeployOutcome> {
  const { argocd } = watched;
  let last: ArgoCdState | undefined;
  let why = 'it has not answered yet';
  const verdict = await within(argocd.timeoutMs, async () => {
    const ours = new Set([watched.commit]);
    for (;;) {
      last = await watchArgoCd.awaitApplicationChange({ argocd, ...(last && { lastSeen: last }) });
      const judged = await judge(watched, last, ours);
      if (judged.kind !== 'wait') return judged;
      why = judged.why;
      watched.report({ kind: 'argocd', sync: last.sync, health: last.health, message: why });
    }
  });
  if (verdict === 'timed-out') {
    const seen = last ? `${last.sync}, ${last.health}; ${why}` : why;
    return {
      phase: 'failed',
      code: 'rollout-timeout',
      detail: `Merged as ${watched.commit}, but Argo CD application ${argocd.application} did not run it within ${argocd.timeoutMs / 1000} s; it says: ${seen}`,
    };
  }
  if (verdict.kind === 'failed')
    return {
      phase: 'failed',
      code: 'rollout-failed',
      detail: `Argo CD application ${argocd.application}: ${verdict.why}`,
    };
  return { phase: 'deployed', ...(verdict.note && { note: verdict.note }) };
}

/**
 * Argo CD and GitHub meet here: a revision that is not ours may still hold our commit, and only git knows.
 * A no is not remembered: right after a push GitHub may not know the revision yet.
 */
async function judge({ deploy, commit, imageRepository, image }: Watched, state: ArgoCdState, ours: Set<string>) {
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
