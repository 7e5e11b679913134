import { setTimeout as sleep } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import type { GitHubPort, TagChange, TagWritten } from '../../workflows/contract/ports/github.ts';
import { commitAlone } from './commit-alone.ts';
import { commitTogether } from './commit-together.ts';
import { branchKey, createTurns } from './turns.ts';

interface Batch {
  readonly changes: TagChange[];
  /** In the order of the changes. */
  readonly outcomes: Promise<PromiseSettledResult<TagWritten>[]>;
}

/** A commit for several is three writes, so two go better alone. */
const WORTH_SHARING = 3;
const MINUTE_MS = 60_000;

interface Calm {
  readonly burst: number;
  readonly restMs: number;
}

/** GitHub lets one create some 80 things a minute and 500 an hour. Branches with more commits in a minute than `burst` rest before the next. */
export const CALM: Calm = { burst: 20, restMs: 5_000 };

/** While a branch is written, or rests, further changes of it gather, and share the next commit. */
export function createCommitTag(octokit: Octokit, { burst, restMs }: Calm) {
  const inTurn = createTurns();
  const gathering = new Map<string, Batch>();
  const commits = new Map<string, readonly number[]>();

  const rest = async (branch: string) => {
    const recent = (commits.get(branch) ?? []).filter((at) => at > Date.now() - MINUTE_MS);
    if (recent.length >= burst) await sleep(restMs);
    commits.set(branch, [...recent, Date.now()]);
  };
  const open = (branch: string): Batch => {
    const changes: TagChange[] = [];
    const outcomes = inTurn(branch, async () => {
      await rest(branch);
      gathering.delete(branch);
      return write(octokit, changes);
    });
    const batch = { changes, outcomes };
    gathering.set(branch, batch);
    return batch;
  };

  const commitTag: GitHubPort['commitTag'] = async (change) => {
    const branch = branchKey(change.deploy);
    const batch = gathering.get(branch) ?? open(branch);
    const place = batch.changes.push(change) - 1;
    const outcome = (await batch.outcomes)[place];
    if (outcome?.status === 'fulfilled') return outcome.value;
    throw outcome?.reason;
  };
  return commitTag;
}

async function write(octokit: Octokit, changes: readonly TagChange[]): Promise<PromiseSettledResult<TagWritten>[]> {
  if (changes.length >= WORTH_SHARING) return commitTogether(octokit, changes);
  const outcomes: PromiseSettledResult<TagWritten>[] = [];
  for (const change of changes) outcomes.push(...(await Promise.allSettled([commitAlone(octokit, change)])));
  return outcomes;
}
