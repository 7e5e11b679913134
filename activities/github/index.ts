import type { Octokit } from '@octokit/rest';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { closePullRequest } from './close-pull-request.ts';
import { CALM, createCommitTag } from './commit-tag.ts';
import { findManifest } from './find-manifest.ts';
import { isAncestor } from './is-ancestor.ts';
import { listBranches } from './list-branches.ts';
import { listCommits } from './list-commits.ts';
import { mergePullRequest } from './merge-pull-request.ts';
import { openPullRequest } from './open-pull-request.ts';
import { searchBranches } from './search-branches.ts';
import { createTurns } from './turns.ts';

const ASK_AGAIN_MS = 5_000;

export function createGitHubActivities(octokit: Octokit, { askAgainMs = ASK_AGAIN_MS, calm = CALM } = {}) {
  const pace = { everyMs: askAgainMs, inTurn: createTurns() };
  return {
    readManifest: async (place) => {
      const { path: file, tag, digest } = await findManifest(octokit, place);
      return { file, tag, digest };
    },
    commitTag: createCommitTag(octokit, calm),
    openPullRequest: (wish) => openPullRequest(octokit, wish),
    mergePullRequest: (merge) => mergePullRequest(octokit, merge, pace),
    closePullRequest: (args) => closePullRequest(octokit, args),
    listCommits: (args) => listCommits(octokit, args),
    isAncestor: (args) => isAncestor(octokit, args),
    listBranches: (args) => listBranches(octokit, args),
    searchBranches: (args) => searchBranches(octokit, args),
  } satisfies GitHubPort;
}
