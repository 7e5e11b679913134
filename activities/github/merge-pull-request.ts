import type { Octokit } from '@octokit/rest';
import type { TagWritten } from '../../workflows/contract/ports/github.ts';
import { permanent } from '../failures.ts';
import { pause, withHeartbeat } from '../heartbeat.ts';
import { readAnswer, Sha } from './answers.ts';
import { githubFailure, hasStatus, messageOf, writeFailure } from './errors.ts';
import { findManifest } from './find-manifest.ts';
import { lookAtPullRequest, type Merge, writtenBy } from './merged-pull-request.ts';
import { judgeRefusal, type Trail } from './refused-merge.ts';
import { ownerAndRepo } from './repository.ts';
import { branchKey, type InTurn } from './turns.ts';

const SOON_MS = 250;

export interface Pace {
  /** How often a pull request is looked at whose checks are pending. */
  readonly everyMs: number;
  /** Each merge moves the branch under all others, so one is tried at a time. */
  readonly inTurn: InTurn;
}

/** Merges exactly the head that was planned, while the base still says what was planned. Waits for checks that are pending. */
export function mergePullRequest(octokit: Octokit, merge: Merge, { everyMs, inTurn }: Pace): Promise<TagWritten> {
  const { deploy, pullRequest } = merge;
  const run = async (signal: AbortSignal): Promise<TagWritten> => {
    const deadline = Date.now() + deploy.merge.timeoutMs;
    let trail: Trail = [pullRequest.headSha];
    for (let tries = 0; ; tries += 1) {
      const step = await inTurn(branchKey(deploy), () => {
        signal.throwIfAborted(); // while it waited for its turn
        return attempt(octokit, merge, trail);
      });
      if (step.kind === 'written' || step.kind === 'moved') return step;
      if (Date.now() > deadline)
        throw permanent('merge-blocked', `${pullRequest.url} cannot be merged: ${step.because}`);
      if (step.kind === 'blocked') await whileBlocked(octokit, merge, { deadline, everyMs, signal });
      else if (step.trail.length === trail.length) await pause(Math.min(everyMs, SOON_MS * 2 ** tries), signal);
      if (step.kind === 'again') trail = step.trail;
    }
  };
  return withHeartbeat(run).catch((error: unknown) => {
    throw githubFailure(error, `to merge ${pullRequest.url}`);
  });
}

async function attempt(octokit: Octokit, merge: Merge, trail: Trail) {
  const { deploy, expected, pullRequest } = merge;
  const base = await findManifest(octokit, merge);
  if (base.tag !== expected) {
    const pull = await lookAtPullRequest(octokit, merge);
    if (pull.merged) return writtenBy(octokit, merge, pull); // by an earlier attempt of ours, whose answer was lost
    return { kind: 'moved', what: 'manifest' } as const;
  }
  const merged = await putMerge(octokit, merge, trail);
  if (merged.kind === 'merged') return writtenBy(octokit, merge, merged);
  if (merged.status === 422)
    throw permanent(
      'merge-blocked',
      `GitHub refuses to merge ${pullRequest.url} by ${deploy.merge.method}: ${merged.message}`,
    );
  return judgeRefusal(octokit, merge, { trail, message: merged.message });
}

async function putMerge(octokit: Octokit, { deploy, pullRequest }: Merge, trail: Trail) {
  const { method } = deploy.merge;
  try {
    const { data } = await octokit.rest.pulls.merge({
      ...ownerAndRepo(deploy.repository),
      pull_number: pullRequest.number,
      sha: trail.at(-1) ?? pullRequest.headSha,
      merge_method: method === 'rebase' && trail.length > 1 ? 'squash' : method, // what was rebuilt holds a merge; one commit all the same
    });
    return { kind: 'merged', merge_commit_sha: readAnswer(Sha, data).sha } as const;
  } catch (error) {
    if (!hasStatus(error, 405, 409, 422)) throw writeFailure(error, `to merge ${pullRequest.url}`);
    return { kind: 'refused', status: error.status, message: messageOf(error) } as const;
  }
}

interface Patience {
  readonly deadline: number;
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

/** Only looks: a merge that is tried in vain costs five times as much of GitHub's rate. */
async function whileBlocked(octokit: Octokit, merge: Merge, { deadline, everyMs, signal }: Patience): Promise<void> {
  do await pause(everyMs, signal);
  while (Date.now() < deadline && (await lookAtPullRequest(octokit, merge)).mergeable_state === 'blocked');
}
