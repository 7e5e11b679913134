import { RequestError } from '@octokit/request-error';
import type { Octokit } from '@octokit/rest';
import { CancelledFailure } from '@temporalio/activity';
import type { CommitList } from '../../domain/deploy.ts';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { messageOf } from './errors.ts';
import { ownerAndRepo } from './repository.ts';

const SHOWN = 20;
const COMMIT = /^[0-9a-f]{7,40}$/;

type Args = Parameters<GitHubPort['listCommits']>[0];

/** A courtesy: whatever goes wrong here, the deploy goes on and says that there is no list. */
export async function listCommits(octokit: Octokit, { source, from, to }: Args): Promise<CommitList> {
  if (!COMMIT.test(from) || !COMMIT.test(to)) return { kind: 'unavailable', reason: 'the tags are not commits' };
  try {
    // Not in pages: of more than 250 commits GitHub then shows the newest, otherwise the oldest.
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      ...ownerAndRepo(source.repository),
      basehead: `${from}...${to}`,
    });
    const commits = data.commits
      .slice(-SHOWN)
      .toReversed()
      .map(({ sha, commit, author }) => ({
        sha,
        subject: commit.message.split('\n')[0] ?? '',
        author: author?.login ?? commit.author?.name ?? '',
      }));
    return { kind: 'listed', commits, total: data.total_commits, url: data.html_url };
  } catch (error) {
    if (error instanceof CancelledFailure) throw error;
    const why = error instanceof RequestError ? messageOf(error) : String(error);
    return { kind: 'unavailable', reason: `GitHub could not compare them in ${source.repository}: ${why}` };
  }
}
