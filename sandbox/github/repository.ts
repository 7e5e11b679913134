import { join } from 'node:path';
import { GITHUB } from './actors.ts';
import { writeCommit } from './git/commits.ts';
import { ABSENT, deleteRef, updateRef } from './git/refs.ts';
import { git } from './git/run-git.ts';
import { writeFiles } from './git/write-tree.ts';
import { afterDelete, afterPush, type PullRequest } from './pull-request.ts';

export type PushListener = (fullName: string, branch: string, sha: string) => void;

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly defaultBranch: string;
  readonly createdAt: string;
  /** The bare git repository. */
  readonly folder: string;
  readonly pullRequests: PullRequest[];
  /** What the token may do here, besides reading. */
  readonly rights: { write: boolean };
  /** Runs writes one after another, so that looking and then moving a reference is one step. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Where the server listens. */
  readonly site: () => string;
  readonly listeners: ReadonlySet<PushListener>;
}

export interface NewRepository {
  readonly fullName: string;
  readonly files: Readonly<Record<string, string>>;
  readonly defaultBranch: string;
}

/** Makes the bare repository with one commit of these files. */
export async function createRepository(
  { fullName, files, defaultBranch }: NewRepository,
  place: Pick<Repository, 'id' | 'site' | 'listeners'> & { readonly root: string },
): Promise<Repository> {
  const [owner, name, ...rest] = fullName.split('/');
  if (!owner || !name || rest.length > 0) throw new Error(`not a repository's full name: ${fullName}`);
  const { root, ...given } = place;
  const folder = join(root, owner, `${name}.git`);
  await git(root, ['init', '--quiet', '--bare', `--initial-branch=${defaultBranch}`, folder], {
    env: { GIT_DIR: folder },
  });
  const tree = await writeFiles(folder, undefined, files);
  if (!tree) throw new Error(`git refuses a path among ${Object.keys(files).join(', ')}`);
  const to = await writeCommit(folder, { tree, parents: [], message: 'Initial commit', author: GITHUB });
  await updateRef(folder, `refs/heads/${defaultBranch}`, { to, from: ABSENT });
  const createdAt = new Date().toISOString();
  return {
    ...given,
    owner,
    name,
    fullName,
    defaultBranch,
    createdAt,
    folder,
    pullRequests: [],
    rights: { write: true },
    inTurn: createTurns(),
  };
}

function createTurns(): Repository['inTurn'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}

/** Moves a branch from where the caller saw it, with all that a push brings about; false when somebody else moved it. */
export async function moveBranch(
  repository: Repository,
  branch: string,
  move: { readonly to: string; readonly from: string },
): Promise<boolean> {
  if (!(await updateRef(repository.folder, `refs/heads/${branch}`, move))) return false;
  await announcePush(repository, branch, move.to);
  return true;
}

/** Lets pull requests and listeners know where a branch is now. */
export async function announcePush(repository: Repository, branch: string, sha: string): Promise<void> {
  await afterPush(repository, branch, sha);
  for (const listener of repository.listeners) listener(repository.fullName, branch, sha);
}

/** Takes a branch away; GitHub closes the pull requests that lived on it. */
export async function removeBranch(repository: Repository, branch: string): Promise<void> {
  await deleteRef(repository.folder, `refs/heads/${branch}`);
  afterDelete(repository, branch);
}
