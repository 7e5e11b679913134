import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { readAnswer } from './answers.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { ownerAndRepo } from './repository.ts';

const PullRequests = z.array(z.object({ number: z.number(), state: z.string(), merged_at: z.string().nullable() }));
const Closed = z.object({ state: z.literal('closed') });
const Comments = z.array(z.object({ body: z.string().nullish() }));

type Args = Parameters<GitHubPort['closePullRequest']>[0];

/** Found by its branch, closed with a word why, and the branch deleted. What is closed or was never there is fine. */
export async function closePullRequest(
  octokit: Octokit,
  { repository, branch, comment }: Args,
): Promise<'tidy' | 'merged'> {
  const place = ownerAndRepo(repository);
  try {
    const { data } = await octokit.rest.pulls.list({ ...place, head: `${place.owner}:${branch}`, state: 'all' });
    const pulls = readAnswer(PullRequests, data);
    if (pulls.some(({ merged_at: mergedAt }) => mergedAt !== null)) return 'merged';
    for (const { number } of pulls.filter(({ state }) => state === 'open')) {
      await sayOnce(octokit, { repository, number, comment });
      const closed = await octokit.rest.pulls.update({ ...place, pull_number: number, state: 'closed' });
      readAnswer(Closed, closed.data);
    }
    await deleteBranch(octokit, repository, branch);
  } catch (error) {
    if (!hasStatus(error, 404)) throw githubFailure(error, `to close the pull request of ${branch} in ${repository}`);
  }
  return 'tidy';
}

interface Remark {
  readonly repository: string;
  readonly number: number;
  readonly comment: string;
}

/** An earlier attempt may have said it, and not have come to hear so. */
async function sayOnce(octokit: Octokit, { repository, number, comment }: Remark): Promise<void> {
  const place = { ...ownerAndRepo(repository), issue_number: number };
  const { data } = await octokit.rest.issues.listComments({ ...place, per_page: 100 });
  const said = readAnswer(Comments, data);
  if (said.some(({ body }) => body === comment)) return;
  await octokit.rest.issues.createComment({ ...place, body: comment });
}

export async function deleteBranch(octokit: Octokit, repository: string, branch: string): Promise<void> {
  try {
    await octokit.rest.git.deleteRef({ ...ownerAndRepo(repository), ref: `heads/${branch}` });
  } catch (error) {
    if (!hasStatus(error, 404, 422)) throw error; // deleted by GitHub itself after the merge
  }
}
