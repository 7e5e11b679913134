import { GITHUB } from './actors.ts';
import { writeCommit } from './git/commits.ts';
import { mergeTrees } from './git/merge-trees.ts';
import { isAncestor, listBranches, readRef } from './git/refs.ts';
import type { Repository } from './repository.ts';

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly createdAt: string;
}

export interface PullRequest {
  readonly number: number;
  title: string;
  body: string | null;
  readonly draft: boolean;
  readonly head: string;
  headSha: string;
  base: string;
  baseSha: string;
  state: 'open' | 'closed';
  readonly createdAt: string;
  updatedAt: string;
  closedAt?: string;
  mergedAt?: string;
  mergeCommitSha?: string;
  /** Why branch protection refuses the merge, in GitHub's words. */
  blocked?: string | undefined;
  readonly comments: Comment[];
  /** The pair of commits that somebody last asked about: the first question only starts GitHub's computing. */
  asked?: string;
  tested?: { readonly pair: string; readonly sha: string | undefined };
}

export type Mergeability =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'mergeable'; readonly testMerge: string };

export function stateOf(pull: PullRequest): 'open' | 'merged' | 'closed' {
  return pull.mergedAt ? 'merged' : pull.state;
}

/** Whether it merges: unknown to the first who asks after either branch moved, as on GitHub. */
export async function judgeMergeability(repository: Repository, pull: PullRequest): Promise<Mergeability> {
  const { folder } = repository;
  const base = await readRef(folder, `refs/heads/${pull.base}`);
  const pair = `${base} ${pull.headSha}`;
  if (!base || pull.asked !== pair) {
    pull.asked = pair;
    return { kind: 'unknown' };
  }
  if (pull.tested?.pair !== pair) pull.tested = { pair, sha: await writeTestMerge(folder, base, pull.headSha) };
  const testMerge = pull.tested.sha;
  return testMerge ? { kind: 'mergeable', testMerge } : { kind: 'conflict' };
}

async function writeTestMerge(folder: string, base: string, head: string): Promise<string | undefined> {
  const tree = await mergeTrees(folder, base, head);
  if (!tree) return undefined;
  return writeCommit(folder, { tree, parents: [base, head], message: `Merge ${head} into ${base}`, author: GITHUB });
}

export function markMerged(pull: PullRequest, sha: string): void {
  const now = new Date().toISOString();
  Object.assign(pull, { state: 'closed', mergedAt: now, closedAt: now, updatedAt: now, mergeCommitSha: sha });
}

export function markClosed(pull: PullRequest): void {
  const now = new Date().toISOString();
  Object.assign(pull, { state: 'closed', closedAt: now, updatedAt: now });
}

/** A push moves the heads of its pull requests, and merges or closes those that have nothing left to merge. */
export async function afterPush(repository: Repository, branch: string, sha: string): Promise<void> {
  const open = repository.pullRequests.filter((pull) => pull.state === 'open');
  const onto = open.filter((pull) => pull.base === branch);
  if (onto.length > 0) {
    const merged = new Set((await listBranches(repository.folder, [`--merged=${sha}`])).map(({ name }) => name));
    for (const pull of onto.filter(({ head }) => merged.has(head))) markMerged(pull, sha);
  }
  for (const pull of open.filter(({ head, state }) => head === branch && state === 'open')) {
    pull.headSha = sha;
    pull.baseSha = (await readRef(repository.folder, `refs/heads/${pull.base}`)) ?? pull.baseSha;
    pull.updatedAt = new Date().toISOString();
    if (await isAncestor(repository.folder, sha, pull.baseSha)) markClosed(pull);
  }
}

export function afterDelete(repository: Repository, branch: string): void {
  const lost = repository.pullRequests.filter(({ head, base }) => head === branch || base === branch);
  for (const pull of lost) if (pull.state === 'open') markClosed(pull);
}
