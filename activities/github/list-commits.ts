import { RequestError } from '@octokit/request-error';
import type { Octokit } from '@octokit/rest';
import { CancelledFailure } from '@temporalio/activity';
import type { CommitList } from '../../domain/change-log.ts';
import type { SourceRepository } from '../../domain/target.ts';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { hasStatus, messageOf } from './errors.ts';
import { ownerAndRepo } from './repository.ts';

const SHOWN = 20;
const COMMIT = /^[0-9a-f]{7,40}$/;

type Args = Parameters<GitHubPort['listCommits']>[0];

/** A courtesy: whatever goes wrong here, the deploy goes on and says why there is no list. */
export async function listCommits(octokit: Octokit, { source, from, to }: Args): Promise<CommitList> {
  const strange = [from, to].find((tag) => !COMMIT.test(tag));
  if (strange !== undefined) return unavailable(`the tag ${strange} is not a commit`);
  try {
    const forward = await compare(octokit, source, [from, to]);
    if (forward.status !== 'behind') {
      const direction = forward.status === 'diverged' ? 'diverged' : 'forward';
      return { ...listed(forward), direction, takenBack: forward.behind_by };
    }
    // Back to an older image: what is of interest is what it lacks.
    const back = await compare(octokit, source, [to, from]);
    return { ...listed(back), direction: 'back', takenBack: back.total_commits };
  } catch (error) {
    if (error instanceof CancelledFailure) throw error;
    return unavailable(reasonOf(error, { source, from, to }));
  }
}

type Comparison = Awaited<ReturnType<Octokit['rest']['repos']['compareCommitsWithBasehead']>>['data'];

/** Not in pages: of more than 250 commits GitHub then shows the newest, otherwise the oldest. */
async function compare(
  octokit: Octokit,
  { repository }: SourceRepository,
  ends: [string, string],
): Promise<Comparison> {
  const basehead = ends.join('...');
  return (await octokit.rest.repos.compareCommitsWithBasehead({ ...ownerAndRepo(repository), basehead })).data;
}

function listed({ commits, total_commits: total, html_url: url }: Comparison) {
  const newest = commits.slice(-SHOWN).toReversed();
  return {
    kind: 'listed' as const,
    commits: newest.map(({ sha, commit, author }) => ({
      sha,
      subject: commit.message.split('\n')[0] ?? '',
      author: author?.login ?? commit.author?.name ?? '',
      ...committedAt(commit.committer?.date),
    })),
    total,
    url,
  };
}

function committedAt(date: string | undefined): { at?: number } {
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) ? {} : { at };
}

const unavailable = (reason: string): CommitList => ({ kind: 'unavailable', reason });

/** GitHub says 404 for an unknown commit, for histories that have nothing in common, and for what one may not see. */
function reasonOf(error: unknown, { source: { repository }, from, to }: Args): string {
  if (!(error instanceof RequestError)) return `GitHub could not compare them in ${repository}: ${String(error)}`;
  const said = messageOf(error);
  if (!hasStatus(error, 404)) return `GitHub could not compare them in ${repository}: ${said}`;
  if (/common ancestor/i.test(said)) return `${from} and ${to} have no history in common in ${repository}`;
  return `${repository} does not have both commits, ${from} and ${to}, or tempocat may not see it`;
}
