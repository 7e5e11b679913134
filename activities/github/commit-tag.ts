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

/** While a branch is written further changes of it gather, and share the next commit: GitHub counts writes. */
export function createCommitTag(octokit: Octokit): GitHubPort['commitTag'] {
  const inTurn = createTurns();
  const gathering = new Map<string, Batch>();
  const open = (branch: string): Batch => {
    const changes: TagChange[] = [];
    const outcomes = inTurn(branch, () => {
      gathering.delete(branch);
      const [only, ...others] = changes;
      return only && others.length === 0
        ? Promise.allSettled([commitAlone(octokit, only)])
        : commitTogether(octokit, changes);
    });
    const batch = { changes, outcomes };
    gathering.set(branch, batch);
    return batch;
  };
  return async (change) => {
    const branch = branchKey(change.deploy);
    const batch = gathering.get(branch) ?? open(branch);
    const place = batch.changes.push(change) - 1;
    const outcome = (await batch.outcomes)[place];
    if (outcome?.status === 'fulfilled') return outcome.value;
    throw outcome?.reason;
  };
}
