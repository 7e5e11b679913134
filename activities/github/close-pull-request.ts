import type { Octokit } from '@octokit/rest';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { ownerAndRepo } from './repository.ts';

type Args = Parameters<GitHubPort['closePullRequest']>[0];

/** Found by its branch, closed with a word why, and the branch deleted. What is closed or was never there is fine. */
export async function closePullRequest(
  octokit: Octokit,
  { repository, branch, comment }: Args,
): Promise<'tidy' | 'merged'> {
  const place = ownerAndRepo(repository);
  try {
    const { data } = await octokit.rest.pulls.list({ ...place, head: `${place.owner}:${branch}`, state: 'all' });
    if (data.some(({ merged_at: mergedAt }) => mergedAt !== null)) return 'merged';
    for (const { number } of data.filter(({ state }) => state === 'open')) {
      await octokit.rest.issues.createComment({ ...place, issue_number: number, body: comment });
      await octokit.rest.pulls.update({ ...place, pull_number: number, state: 'closed' });
    }
    await deleteBranch(octokit, repository, branch);
  } catch (error) {
    if (!hasStatus(error, 404)) throw githubFailure(error, `to close the pull request of ${branch} in ${repository}`);
  }
  return 'tidy';
}

export async function deleteBranch(octokit: Octokit, repository: string, branch: string): Promise<void> {
  try {
    await octokit.rest.git.deleteRef({ ...ownerAndRepo(repository), ref: `heads/${branch}` });
  } catch (error) {
    if (!hasStatus(error, 404, 422)) throw error; // deleted by GitHub itself after the merge
  }
}
