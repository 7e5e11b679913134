import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { readAnswer } from './answers.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { ownerAndRepo } from './repository.ts';

const Comparison = z.object({ status: z.enum(['ahead', 'behind', 'diverged', 'identical']) });

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
    const { status } = readAnswer(Comparison, data);
    return status === 'ahead' || status === 'identical';
  } catch (error) {
    if (hasStatus(error, 404)) return false;
    throw githubFailure(error, `to compare ${basehead} in ${repository}`);
  }
}
