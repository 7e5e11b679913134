import { BOT, GITHUB } from './actors.ts';
import { readCommits, writeCommit } from './git/commits.ts';
import { mergeTrees, rebase } from './git/merge-trees.ts';
import { readRef, updateRef } from './git/refs.ts';
import { markMerged, type PullRequest } from './pull-request.ts';
import { announcePush, type Repository } from './repository.ts';

export interface MergeRequest {
  readonly sha?: string | undefined;
  readonly merge_method: 'merge' | 'squash' | 'rebase';
  readonly commit_title?: string | undefined;
  readonly commit_message?: string | undefined;
}

export type Merged =
  | { readonly kind: 'merged'; readonly sha: string }
  | { readonly kind: 'refused'; readonly status: 405 | 409; readonly message: string };

/** Merges as GitHub does: refuses for the same reasons in the same words, else moves the base branch. */
export async function mergePullRequest(
  repository: Repository,
  pull: PullRequest,
  request: MergeRequest,
): Promise<Merged> {
  if (pull.state === 'closed') return refuse('Pull Request is not mergeable');
  if (pull.draft) return refuse('Pull Request is still a draft');
  if (request.sha && request.sha !== pull.headSha) {
    return refuse('Head branch was modified. Review and try the merge again.', 409);
  }
  if (pull.blocked) return refuse(pull.blocked);
  const base = await readRef(repository.folder, `refs/heads/${pull.base}`);
  const sha = base && (await COMMIT_BY[request.merge_method]({ repository, pull, base, request }));
  if (!base || !sha) {
    return refuse(request.merge_method === 'rebase' ? "This branch can't be rebased" : 'Pull Request is not mergeable');
  }
  if (!(await updateRef(repository.folder, `refs/heads/${pull.base}`, { to: sha, from: base }))) {
    return refuse('Base branch was modified. Review and try the merge again.');
  }
  markMerged(pull, sha); // before the news of the push, which would close it
  await announcePush(repository, pull.base, sha);
  return { kind: 'merged', sha };
}

function refuse(message: string, status: 405 | 409 = 405): Merged {
  return { kind: 'refused', status, message };
}

interface Making {
  readonly repository: Repository;
  readonly pull: PullRequest;
  readonly base: string;
  readonly request: MergeRequest;
}

const COMMIT_BY: Record<MergeRequest['merge_method'], (making: Making) => Promise<string | undefined>> = {
  merge: async ({ repository, pull, base, request }) => {
    const tree = await mergeTrees(repository.folder, base, pull.headSha);
    if (!tree) return undefined;
    const title = request.commit_title ?? `Merge pull request #${pull.number} from ${repository.owner}/${pull.head}`;
    const message = joinMessage(title, request.commit_message ?? pull.title);
    return writeCommit(repository.folder, {
      tree,
      parents: [base, pull.headSha],
      message,
      author: BOT,
      committer: GITHUB,
    });
  },
  squash: async ({ repository, pull, base, request }) => {
    const tree = await mergeTrees(repository.folder, base, pull.headSha);
    if (!tree) return undefined;
    const commits = await readCommits(repository.folder, ['--reverse', '--topo-order', `${base}..${pull.headSha}`]);
    const [only] = commits.length === 1 ? commits : [];
    const title = request.commit_title ?? `${subjectOf(only?.message ?? pull.title)} (#${pull.number})`;
    const body =
      request.commit_message ?? (only ? bodyOf(only.message) : commits.map((c) => `* ${c.message}`).join('\n\n'));
    const author = commits[0]?.author ?? BOT;
    const message = joinMessage(title, body);
    return writeCommit(repository.folder, { tree, parents: [base], message, author, committer: GITHUB });
  },
  rebase: ({ repository, pull, base }) => rebase(repository.folder, { base, head: pull.headSha, committer: GITHUB }),
};

function joinMessage(title: string, body: string): string {
  return body ? `${title}\n\n${body}` : title;
}

function subjectOf(message: string): string {
  return message.split('\n')[0] ?? '';
}

function bodyOf(message: string): string {
  return message.split('\n').slice(1).join('\n').trim();
}
