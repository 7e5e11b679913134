import type { Octokit } from '@octokit/rest';
import type { PullRequest } from '../../domain/plan.ts';
import type { ManifestPlace, TagEdit, TagWritten } from '../../workflows/contract/ports/github.ts';
import { deleteBranch } from './close-pull-request.ts';
import { hasStatus } from './errors.ts';
import { ownerAndRepo } from './repository.ts';

export type Merge = ManifestPlace & TagEdit & { readonly pullRequest: PullRequest };

export async function lookAtPullRequest(octokit: Octokit, { deploy, pullRequest }: Merge) {
  const { data } = await octokit.rest.pulls.get({
    ...ownerAndRepo(deploy.repository),
    pull_number: pullRequest.number,
  });
  return data;
}

/** Merged is merged: a branch that GitHub does not let us delete makes no failed deploy of it. */
export async function writtenBy(
  octokit: Octokit,
  { deploy, pullRequest }: Merge,
  { merge_commit_sha: commit }: { readonly merge_commit_sha: string | null },
): Promise<TagWritten> {
  if (!commit) throw new Error(`${pullRequest.url} is merged, but GitHub does not say yet by which commit`);
  try {
    await deleteBranch(octokit, deploy.repository, pullRequest.branch);
  } catch (error) {
    if (!hasStatus(error, 401, 403, 409)) throw error; // the next attempt finds it merged
  }
  return { kind: 'written', commit, url: pullRequest.url };
}
