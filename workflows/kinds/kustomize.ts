import { CancellationScope, workflowInfo } from '@temporalio/workflow';
import { branchNameOf } from '../../domain/branch-name.ts';
import type { ChosenImage, DeployRequest } from '../../domain/deploy.ts';
import { deployMessage, pullRequestText } from '../../domain/deploy-message.ts';
import type { KustomizeChange } from '../../domain/plan.ts';
import type { KustomizeDeploy } from '../../domain/target.ts';
import type { TagWritten } from '../contract/ports/github.ts';
import { github, merging, temporal } from '../proxies.ts';
import { watchApplication } from '../watch-application.ts';
import { type DeployKind, soakOf } from './deploy-kind.ts';

/** EKS through GitOps: the tag in a kustomization on GitHub, which Argo CD brings to the pods. */
export function kustomize(request: DeployRequest, deploy: KustomizeDeploy): DeployKind {
  const imageRepository = request.target.image.repository;
  const place = { deploy, imageRepository };
  let planned: KustomizeChange | undefined;
  let branch: string | undefined;
  let written: Extract<TagWritten, { kind: 'written' }> | undefined;

  return {
    plan: async (image) => {
      const found = deploy.write === 'commit' ? await readManifest(image) : await openPullRequest(image);
      planned = found && { kind: 'kustomize', repository: deploy.repository, to: image.tag, ...found };
      return planned ? { kind: 'change', change: planned } : { kind: 'nothing-to-do', from: image.tag };
    },

    rollOut: async (image) => {
      if (!planned) return { kind: 'moved' };
      const edit = {
        ...place,
        tag: image.tag,
        expected: planned.from,
        message: deployMessage(request, image, workflowInfo().workflowId),
      };
      const { pullRequest } = planned;
      const result = pullRequest
        ? await merging(deploy.merge.timeoutMs).mergePullRequest({ ...edit, pullRequest }) // a cancel ends its waiting for checks
        : await CancellationScope.nonCancellable(() => github.commitTag(edit));
      if (result.kind === 'moved') return { kind: 'moved' };
      written = result;
      return { kind: 'rolled-out' };
    },

    verify: async (image, report) => {
      if (!deploy.argocd || !written) return { phase: 'deployed', note: 'not-verified' };
      return watchApplication({
        deploy,
        argocd: deploy.argocd,
        commit: written.commit,
        imageRepository,
        image,
        report,
        ...soakOf(request),
      });
    },

    hasChanged: () => written !== undefined,

    tidyUp: async (comment) => {
      if (written || branch === undefined) return 'tidy';
      return github.closePullRequest({ repository: deploy.repository, branch, comment });
    },
  };

  /** What `write: commit` would change; nothing when the tag is there and no digest pins another image. */
  async function readManifest(image: ChosenImage): Promise<Pick<KustomizeChange, 'file' | 'from'> | undefined> {
    const { file, tag, digest } = await github.readManifest(place);
    return tag === image.tag && digest === null ? undefined : { file, from: tag };
  }

  /** With `write: pullRequest` the change is there to be read before anybody approves it. */
  async function openPullRequest(
    image: ChosenImage,
  ): Promise<Pick<KustomizeChange, 'file' | 'from' | 'pullRequest'> | undefined> {
    const deployId = workflowInfo().workflowId;
    const key = await temporal.shortKey({ workflowId: deployId });
    const { service, environment } = request.target;
    branch = branchNameOf({ service, environment, tag: image.tag, key });
    const opened = await github.openPullRequest({
      ...place,
      tag: image.tag,
      branch,
      message: deployMessage(request, image, deployId),
      ...pullRequestText(request, image, deployId),
    });
    if (opened.kind === 'unchanged') return undefined;
    const { file, from, pullRequest } = opened;
    return { file, from, pullRequest };
  }
}
