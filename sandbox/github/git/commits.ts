import { git, runGit } from './run-git.ts';

export interface Person {
  readonly name: string;
  readonly email: string;
  /** ISO 8601; now, unless told. */
  readonly date?: string | undefined;
}

export interface GitCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Required<Person>;
  readonly committer: Required<Person>;
  readonly message: string;
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
  readonly committer?: Person | undefined;
}

/** Stores a commit and gives its name; no branch moves. */
export function writeCommit(folder: string, { tree, parents, message, author, committer = author }: NewCommit) {
  const env = { ...identity('AUTHOR', author), ...identity('COMMITTER', committer) };
  const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'];
  return git(folder, args, { env, input: message });
}

function identity(role: 'AUTHOR' | 'COMMITTER', { name, email, date }: Person): Record<string, string> {
  return { [`GIT_${role}_NAME`]: name, [`GIT_${role}_EMAIL`]: email, ...(date && { [`GIT_${role}_DATE`]: date }) };
}

const FIELDS = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'];

/** Commits as `git log` with these arguments lists them. */
export async function readCommits(folder: string, args: readonly string[]): Promise<GitCommit[]> {
  const { code, bytes, complaint } = await runGit(folder, [
    'log',
    '-z',
    `--format=${FIELDS.join('%x1f')}`,
    ...args,
    '--',
  ]);
  if (code !== 0) throw new Error(`git log ${args.join(' ')}: ${complaint}`);
  return bytes.toString().split('\0').slice(0, -1).map(parseCommit);
}

function parseCommit(line: string): GitCommit {
  const [sha = '', tree = '', parents = '', an = '', ae = '', ad = '', cn = '', ce = '', cd = '', ...body] =
    line.split('\x1f');
  return {
    sha,
    tree,
    parents: parents.split(' ').filter(Boolean),
    author: { name: an, email: ae, date: toUtc(ad) },
    committer: { name: cn, email: ce, date: toUtc(cd) },
    message: body.join('\x1f').trimEnd(),
  };
}

function toUtc(date: string): string {
  return new Date(date).toISOString().replace('.000Z', 'Z');
}
