import type { Octokit } from '@octokit/rest';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { ownerAndRepo } from './repository.ts';

type Args = Parameters<GitHubPort['closePullRequest']>[0];

/** Closed with a word why, and its branch deleted. What is closed or gone already is fine. */
export async function closePullRequest(octokit: Octokit, { repository, pullRequest, comment }: Args): Promise<void> {
  const target = ownerAndRepo(repository);
  try {
    const { data } = await octokit.rest.pulls.get({ ...target, pull_number: pullRequest.number });
    if (data.state === 'open') {
      await octokit.rest.issues.createComment({ ...target, issue_number: pullRequest.number, body: comment });
      await octokit.rest.pulls.update({ ...target, pull_number: pullRequest.number, state: 'closed' });
    }
    if (!data.merged) await deleteBranch(octokit, repository, pullRequest.branch);
  } catch (error) {
    if (!hasStatus(error, 404)) throw githubFailure(error, `to close ${pullRequest.url}`);
  }
}

export async function deleteBranch(octokit: Octokit, repository: string, branch: string): Promise<void> {
  try {
    await octokit.rest.git.deleteRef({ ...ownerAndRepo(repository), ref: `heads/${branch}` });
  } catch (error) {
    if (!hasStatus(error, 404, 422)) throw error; // deleted by GitHub itself after the merge
  }
}
