import type { Octokit } from '@octokit/rest';
import type { PullRequest } from '../../domain/deploy.ts';
import type { ManifestPlace, TagEdit, TagWritten } from '../../workflows/contract/ports/github.ts';
import { permanent } from '../failures.ts';
import { pause, withHeartbeat } from '../heartbeat.ts';
import { deleteBranch } from './close-pull-request.ts';
import { githubFailure, hasStatus, messageOf } from './errors.ts';
import { findManifest } from './find-manifest.ts';
import { rebuild } from './rebuild-pull-request.ts';
import { ownerAndRepo } from './repository.ts';

type Merge = ManifestPlace & TagEdit & { readonly pullRequest: PullRequest };
type Step = TagWritten | { readonly kind: 'again'; readonly headSha: string; readonly because: string };

/** Merges exactly the head that was planned, while the base still says what was planned. Waits for checks that are pending. */
export function mergePullRequest(octokit: Octokit, merge: Merge, everyMs: number): Promise<TagWritten> {
  return withHeartbeat(async (signal) => {
    const deadline = Date.now() + merge.deploy.merge.timeoutMs;
    let headSha = merge.pullRequest.headSha;
    for (;;) {
      const step = await attempt(octokit, merge, headSha).catch((error: unknown) => {
        throw githubFailure(error, `to merge ${merge.pullRequest.url}`);
      });
      if (step.kind !== 'again') return step;
      if (Date.now() > deadline)
        throw permanent('merge-blocked', `${merge.pullRequest.url} cannot be merged: ${step.because}`);
      headSha = step.headSha;
      await pause(everyMs, signal);
    }
  });
}

async function attempt(octokit: Octokit, merge: Merge, headSha: string): Promise<Step> {
  const { deploy, expected, pullRequest } = merge;
  const repository = ownerAndRepo(deploy.repository);
  const base = await findManifest(octokit, merge);
  if (base.tag !== expected) return (await mergedAlready(octokit, merge)) ?? { kind: 'moved', what: 'manifest' };
  try {
    const { data } = await octokit.rest.pulls.merge({
      ...repository,
      pull_number: pullRequest.number,
      sha: headSha,
      merge_method: deploy.merge.method,
    });
    return await written(octokit, merge, data.sha);
  } catch (error) {
    if (hasStatus(error, 409)) return { kind: 'moved', what: 'head' };
    if (hasStatus(error, 405)) return refused(octokit, merge, { headSha, message: messageOf(error) });
    throw error;
  }
}

async function written(octokit: Octokit, { deploy, pullRequest }: Merge, commit: string): Promise<TagWritten> {
  await deleteBranch(octokit, deploy.repository, pullRequest.branch);
  return { kind: 'written', commit, url: pullRequest.url };
}

/** An earlier attempt of ours merged it, and its answer was lost. */
async function mergedAlready(octokit: Octokit, merge: Merge): Promise<TagWritten | undefined> {
  const { deploy, pullRequest } = merge;
  const { data } = await octokit.rest.pulls.get({
    ...ownerAndRepo(deploy.repository),
    pull_number: pullRequest.number,
  });
  return data.merged && data.merge_commit_sha ? written(octokit, merge, data.merge_commit_sha) : undefined;
}

/** 405 has many meanings; the pull request itself says which. */
async function refused(
  octokit: Octokit,
  merge: Merge,
  said: { readonly headSha: string; readonly message: string },
): Promise<Step> {
  const { deploy, pullRequest } = merge;
  const { headSha, message } = said;
  const { data } = await octokit.rest.pulls.get({
    ...ownerAndRepo(deploy.repository),
    pull_number: pullRequest.number,
  });
  if (data.merged && data.merge_commit_sha) return written(octokit, merge, data.merge_commit_sha);
  if (data.state === 'closed')
    throw permanent(
      'pull-request-closed',
      `Somebody closed ${pullRequest.url} before it was merged. Ask for the deploy again.`,
    );
  if (data.head.sha !== headSha) return { kind: 'moved', what: 'head' };
  if (data.mergeable === null || /base branch was modified/i.test(message))
    return { kind: 'again', headSha, because: message };
  if (data.mergeable === false)
    return {
      kind: 'again',
      headSha: await rebuild(octokit, merge, headSha),
      because: 'it conflicts with other changes',
    };
  if (/not allowed/i.test(message))
    throw permanent(
      'merge-blocked',
      `${pullRequest.url}: ${message} Choose another deploy.merge.method in the catalogue.`,
    );
  return { kind: 'again', headSha, because: message };
}
