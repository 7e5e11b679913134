import type { Octokit } from '@octokit/rest';
import type { TagWritten } from '../../workflows/contract/ports/github.ts';
import { permanent } from '../failures.ts';
import { lookAtPullRequest, type Merge, writtenBy } from './merged-pull-request.ts';
import { conflict, isOurRebuild, rebuild } from './rebuild-pull-request.ts';

const MOST_REBUILDS = 5;

/** The head that was planned, then those that we rebuilt it as; the last is to be merged. */
export type Trail = readonly string[];

export type Step =
  | TagWritten
  | { readonly kind: 'again'; readonly trail: Trail; readonly because: string }
  | { readonly kind: 'blocked'; readonly because: string };

interface Refusal {
  readonly trail: Trail;
  /** GitHub's words. */
  readonly message: string;
}

/** 405 and 409 have many meanings; the pull request itself says which. */
export async function judgeRefusal(octokit: Octokit, merge: Merge, { trail, message }: Refusal): Promise<Step> {
  const { url } = merge.pullRequest;
  const pull = await lookAtPullRequest(octokit, merge);
  if (pull.merged) return writtenBy(octokit, merge, pull);
  if (pull.state === 'closed')
    throw permanent('pull-request-closed', `Somebody closed ${url} before it was merged. Ask for the deploy again.`);
  const again = { kind: 'again', trail, because: message } as const;
  if (!trail.includes(pull.head.sha)) {
    const isOurs = await isOurRebuild(octokit, merge, pull.head.sha); // by an earlier attempt, whose answer was lost
    return isOurs ? { ...again, trail: [...trail, pull.head.sha] } : { kind: 'moved', what: 'head' };
  }
  if (/(commits|merges|method).* not allowed/i.test(message))
    throw permanent('merge-blocked', `${url}: ${message} Choose another deploy.merge.method in the catalogue.`);
  if (pull.head.sha !== trail.at(-1)) return again; // GitHub has not seen our rebuild yet
  if (pull.mergeable === null || /branch was modified/i.test(message)) return again;
  const isStale = pull.mergeable === false || pull.mergeable_state === 'behind' || /can't be rebased/i.test(message);
  if (!isStale) return { kind: 'blocked', because: message };
  if (trail.length > MOST_REBUILDS) throw conflict(merge);
  const rebuilt = await rebuild(octokit, merge, pull.head.sha);
  return rebuilt ? { ...again, trail: [...trail, rebuilt] } : again;
}
