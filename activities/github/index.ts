import type { Octokit } from '@octokit/rest';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { closePullRequest } from './close-pull-request.ts';
import { commitTag } from './commit-tag.ts';
import { findManifest } from './find-manifest.ts';
import { isAncestor } from './is-ancestor.ts';
import { listBranches } from './list-branches.ts';
import { listCommits } from './list-commits.ts';
import { mergePullRequest } from './merge-pull-request.ts';
import { openPullRequest } from './open-pull-request.ts';
import { searchBranches } from './search-branches.ts';

const ASK_AGAIN_MS = 5_000;

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
    isAncestor: (args) => isAncestor(octokit, args),
    listBranches: (args) => listBranches(octokit, args),
    searchBranches: (args) => searchBranches(octokit, args),
  } satisfies GitHubPort;
}
