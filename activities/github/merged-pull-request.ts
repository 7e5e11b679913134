import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { PullRequest } from '../../domain/plan.ts';
import type { TagChange, TagWritten } from '../../workflows/contract/ports/github.ts';
import { readAnswer, Sha } from './answers.ts';
import { deleteBranch } from './close-pull-request.ts';
import { hasStatus } from './errors.ts';
import { ownerAndRepo } from './repository.ts';

/** `mergeable` is `null` while GitHub computes it. */
const WholePullRequest = z.object({
  merged: z.boolean(),
  state: z.string(),
  merge_commit_sha: z.string().nullable(),
  mergeable: z.boolean().nullable(),
  mergeable_state: z.string(),
  head: Sha,
});

export type Merge = TagChange & { readonly pullRequest: PullRequest };

export async function lookAtPullRequest(octokit: Octokit, { deploy, pullRequest }: Merge) {
  const { data } = await octokit.rest.pulls.get({
    ...ownerAndRepo(deploy.repository),
    pull_number: pullRequest.number,
  });
  return readAnswer(WholePullRequest, data);
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
