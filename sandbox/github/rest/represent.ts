import { BOT } from '../actors.ts';
import type { GitCommit } from '../git/commits.ts';
import type { Mergeability, PullRequest } from '../pull-request.ts';
import type { Repository } from '../repository.ts';

export function apiUrl({ site, fullName }: Repository, path = ''): string {
  return `${site()}/repos/${fullName}${path}`;
}

export function htmlUrl({ site, fullName }: Repository, path = ''): string {
  return `${site()}/${fullName}${path}`;
}

export function cloneUrl({ site, fullName }: Repository): string {
  return `${site()}/git/${fullName}.git`;
}

/** Escapes a path or a branch for a URL, slashes staying. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

export const BOT_USER = { login: BOT.name, id: 1, type: 'Bot', site_admin: false };

export function representRepository(repository: Repository) {
  const { id, name, fullName, owner, defaultBranch, createdAt } = repository;
  return {
    id,
    name,
    full_name: fullName,
    owner: { login: owner, id: 1000, type: 'Organization' },
    private: true,
    html_url: htmlUrl(repository),
    url: apiUrl(repository),
    clone_url: cloneUrl(repository),
    default_branch: defaultBranch,
    created_at: createdAt,
    archived: false,
    permissions: { admin: false, push: repository.rights.write, pull: true },
  };
}

export function representGitCommit(repository: Repository, commit: GitCommit) {
  const { sha, tree, parents, author, committer, message } = commit;
  return {
    sha,
    url: apiUrl(repository, `/git/commits/${sha}`),
    html_url: htmlUrl(repository, `/commit/${sha}`),
    author,
    committer,
    message,
    tree: { sha: tree, url: apiUrl(repository, `/git/trees/${tree}`) },
    parents: parents.map((parent) => ({
      sha: parent,
      url: apiUrl(repository, `/git/commits/${parent}`),
      html_url: htmlUrl(repository, `/commit/${parent}`),
    })),
  };
}

/** A commit as `GET /commits/{ref}` and a comparison show it: git's part inside, GitHub's around it. */
export function representCommit(repository: Repository, commit: GitCommit) {
  const { sha, html_url, parents, author, committer, message, tree } = representGitCommit(repository, commit);
  const url = apiUrl(repository, `/commits/${sha}`);
  const login = author.name === BOT.name ? BOT_USER : null; // the company's people have no accounts here
  return { sha, url, html_url, commit: { author, committer, message, tree }, author: login, committer: null, parents };
}

export function representPullRequest(repository: Repository, pull: PullRequest) {
  const { number, title, body, state, draft } = pull;
  const repo = representRepository(repository);
  const side = (ref: string, sha: string) => ({
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: repo.owner,
    repo,
  });
  return {
    id: repository.id * 100_000 + number,
    number,
    state,
    title,
    body,
    draft,
    locked: false,
    user: BOT_USER,
    url: apiUrl(repository, `/pulls/${number}`),
    html_url: htmlUrl(repository, `/pull/${number}`),
    issue_url: apiUrl(repository, `/issues/${number}`),
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt ?? null,
    merged_at: pull.mergedAt ?? null,
    merge_commit_sha: pull.mergeCommitSha ?? pull.tested?.sha ?? null,
    head: side(pull.head, pull.headSha),
    base: side(pull.base, pull.baseSha),
  };
}

/** One pull request by its number: only here does GitHub say whether it is merged and merges. */
export function representWholePullRequest(repository: Repository, pull: PullRequest, mergeability: Mergeability) {
  const merged = pull.mergedAt !== undefined;
  const verdict = merged ? 'unknown' : mergeability.kind;
  return {
    ...representPullRequest(repository, pull),
    merged,
    merged_by: merged ? BOT_USER : null,
    mergeable: verdict === 'unknown' ? null : verdict === 'mergeable',
    mergeable_state: stateOf(pull, verdict),
    comments: pull.comments.length,
  };
}

function stateOf(pull: PullRequest, verdict: Mergeability['kind']): string {
  if (verdict === 'unknown') return 'unknown';
  if (verdict === 'conflict') return 'dirty';
  if (pull.draft) return 'draft';
  return pull.blocked ? 'blocked' : 'clean';
}
