import type { Octokit } from '@octokit/rest';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { ownerAndRepo } from './repository.ts';

type Args = Parameters<GitHubPort['isAncestor']>[0];

/** A commit that the repository does not hold descends from nothing. */
export async function isAncestor(octokit: Octokit, { repository, ancestor, descendant }: Args): Promise<boolean> {
  const basehead = `${ancestor}...${descendant}`;
  try {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      ...ownerAndRepo(repository),
      basehead,
      per_page: 1,
    });
    return data.status === 'ahead' || data.status === 'identical';
  } catch (error) {
    if (hasStatus(error, 404)) return false;
    throw githubFailure(error, `to compare ${basehead} in ${repository}`);
  }
}
