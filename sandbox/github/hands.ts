import { type Person, readCommits, writeCommit } from './git/commits.ts';
import { readObjects } from './git/read-objects.ts';
import { ABSENT, isAncestor, readRef, resolveCommit } from './git/refs.ts';
import { writeFiles } from './git/write-tree.ts';
import { type PullRequest, stateOf } from './pull-request.ts';
import { moveBranch, type Repository } from './repository.ts';
import { cloneUrl, htmlUrl } from './rest/represent.ts';

interface CommitFile {
  readonly repository: string;
  readonly branch: string;
  readonly path: string;
  readonly text: string;
  readonly message: string;
  readonly author?: Person;
}

interface LogEntry {
  readonly sha: string;
  readonly message: string;
  readonly subject: string;
  readonly author: string;
  readonly parents: readonly string[];
}

interface PullRequestSeen {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: 'open' | 'merged' | 'closed';
  readonly head: string;
  readonly headSha: string;
  readonly base: string;
  readonly mergeCommitSha: string | undefined;
  readonly url: string;
  readonly comments: readonly string[];
}

/** What tests and the demo do in a repository as somebody else, and what they look at, without the API. */
export interface Hands {
  /** A file's text on a branch, a tag or a commit; the default branch unless told. */
  read(fullName: string, path: string, ref?: string): Promise<string>;
  /** Pushes one file; a missing branch starts at the default branch. Answers with the commit. */
  commitFile(commit: CommitFile): Promise<string>;
  createBranch(fullName: string, branch: string, from?: string): Promise<string>;
  head(fullName: string, ref?: string): Promise<string>;
  /** Newest first. */
  log(fullName: string, ref?: string): Promise<LogEntry[]>;
  isAncestor(fullName: string, a: string, b: string): Promise<boolean>;
  pullRequests(fullName: string): PullRequestSeen[];
  /** Branch protection refuses the merge with these words of GitHub's, until they are taken away. */
  setBlocked(fullName: string, number: number, reason: string | undefined): void;
  /** The token may read there and no more, or write again. */
  setReadOnly(fullName: string, isReadOnly: boolean): void;
  cloneUrl(fullName: string): string;
}

export function createHands(findRepository: (fullName: string) => Repository | undefined): Hands {
  const at = (fullName: string): Repository => {
    const repository = findRepository(fullName);
    if (!repository) throw new Error(`no repository ${fullName}`);
    return repository;
  };
  return {
    read: async (fullName, path, ref) => readFile(at(fullName), path, ref),
    commitFile: async (commit) => commitFile(at(commit.repository), commit),
    createBranch: async (fullName, branch, from) => createBranch(at(fullName), branch, from),
    head: async (fullName, ref) => requireCommit(at(fullName), ref),
    log: async (fullName, ref) => listLog(at(fullName), ref),
    isAncestor: async (fullName, a, b) => {
      const { folder } = at(fullName);
      const [older, newer] = await Promise.all([resolveCommit(folder, a), resolveCommit(folder, b)]);
      return older !== undefined && newer !== undefined && isAncestor(folder, older, newer);
    },
    pullRequests: (fullName) => at(fullName).pullRequests.map((pull) => look(at(fullName), pull)),
    setBlocked: (fullName, number, reason) => {
      const pull = at(fullName).pullRequests.find((it) => it.number === number);
      if (!pull) throw new Error(`no pull request ${number} in ${fullName}`);
      pull.blocked = reason;
    },
    setReadOnly: (fullName, isReadOnly) => {
      at(fullName).rights.write = !isReadOnly;
    },
    cloneUrl: (fullName) => cloneUrl(at(fullName)),
  };
}

function look(repository: Repository, pull: PullRequest): PullRequestSeen {
  const { number, title, body, head, headSha, base, mergeCommitSha } = pull;
  const comments = pull.comments.map((comment) => comment.body);
  const url = htmlUrl(repository, `/pull/${number}`);
  return { number, title, body, state: stateOf(pull), head, headSha, base, mergeCommitSha, url, comments };
}

const SOMEBODY: Person = { name: 'dev-one', email: 'dev-one@example.com' };

/** The commit that a branch, a tag or a name stands for. */
async function requireCommit(repository: Repository, ref = repository.defaultBranch): Promise<string> {
  const sha = await resolveCommit(repository.folder, ref);
  if (!sha) throw new Error(`no commit ${ref} in ${repository.fullName}`);
  return sha;
}

async function readFile(repository: Repository, path: string, ref?: string): Promise<string> {
  const sha = await requireCommit(repository, ref);
  const [object] = await readObjects(repository.folder, [`${sha}:${path}`]);
  if (object?.type !== 'blob') throw new Error(`no file ${path} at ${ref ?? repository.defaultBranch}`);
  return object.bytes.toString();
}

/** Somebody else pushes one file. */
function commitFile(repository: Repository, commit: CommitFile): Promise<string> {
  const { branch, path, text, message, author = SOMEBODY } = commit;
  return repository.inTurn(async () => {
    const { folder } = repository;
    const from = await readRef(folder, `refs/heads/${branch}`);
    const parent = from ?? (await requireCommit(repository));
    const tree = await writeFiles(folder, parent, { [path]: text });
    if (!tree) throw new Error(`git refuses the path ${path}`);
    const to = await writeCommit(folder, { tree, parents: [parent], message, author });
    await push(repository, branch, { to, from: from ?? ABSENT });
    return to;
  });
}

function createBranch(repository: Repository, branch: string, ref?: string): Promise<string> {
  return repository.inTurn(async () => {
    const to = await requireCommit(repository, ref);
    await push(repository, branch, { to, from: ABSENT });
    return to;
  });
}

async function push(repository: Repository, branch: string, move: { to: string; from: string }): Promise<void> {
  if (!(await moveBranch(repository, branch, move))) throw new Error(`git refuses to move ${branch}`);
}

async function listLog(repository: Repository, ref?: string): Promise<LogEntry[]> {
  const commits = await readCommits(repository.folder, ['--topo-order', await requireCommit(repository, ref)]);
  return commits.map(({ sha, message, author, parents }) => {
    return { sha, message, subject: message.split('\n')[0] ?? '', author: author.name, parents };
  });
}
