import type { Octokit } from '@octokit/rest';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { closePullRequest } from './close-pull-request.ts';
import { commitTag } from './commit-tag.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { findManifest } from './find-manifest.ts';
import { listCommits } from './list-commits.ts';
import { mergePullRequest } from './merge-pull-request.ts';
import { openPullRequest } from './open-pull-request.ts';
import { ownerAndRepo } from './repository.ts';

const ASK_AGAIN_MS = 5_000;
const BRANCHES_SHOWN = 100;

/** `askAgainMs`: how often a pull request is looked at whose checks are pending. */
export function createGitHubActivities(octokit: Octokit, { askAgainMs = ASK_AGAIN_MS } = {}) {
  return {
    readManifest: async (place) => {
      const { path: file, tag, digest } = await findManifest(octokit, place);
      return { file, tag, digest };
    },
    commitTag: (edit) => commitTag(octokit, edit),
    openPullRequest: (wish) => openPullRequest(octokit, wish),
    mergePullRequest: (merge) => mergePullRequest(octokit, merge, askAgainMs),
    closePullRequest: (args) => closePullRequest(octokit, args),
    listCommits: (args) => listCommits(octokit, args),
    isAncestor: async ({ repository, ancestor, descendant }) => {
      try {
        const basehead = `${ancestor}...${descendant}`;
        const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
          ...ownerAndRepo(repository),
          basehead,
          per_page: 1,
        });
        return data.status === 'ahead' || data.status === 'identical';
      } catch (error) {
        if (hasStatus(error, 404)) return false; // Argo CD follows something that this repository does not hold
        throw githubFailure(error, `to compare commits in ${repository}`);
      }
    },
    listBranches: async ({ repository }) => {
      try {
        const { data } = await octokit.rest.repos.listBranches({
          ...ownerAndRepo(repository),
          per_page: BRANCHES_SHOWN,
        });
        return { names: data.map(({ name }) => name), more: data.length === BRANCHES_SHOWN };
      } catch (error) {
        throw githubFailure(error, `the branches of ${repository}`);
      }
    },
  } satisfies GitHubPort;
}
