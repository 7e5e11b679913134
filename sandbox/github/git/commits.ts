import { readObject } from './object-reader.ts';
import { git } from './run-git.ts';
import { writeObject } from './write-object.ts';

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
  const head = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${signature(author)}`,
    `committer ${signature(committer)}`,
  ];
  return writeObject(folder, 'commit', `${head.join('\n')}\n\n${message.replace(/\n?$/, '\n')}`);
}

function signature({ name, email, date }: Person): string {
  const at = date === undefined ? Date.now() : Date.parse(date);
  return `${name.replace(/[<>\n]/g, '')} <${email.replace(/[<>\n]/g, '')}> ${Math.floor(at / 1_000)} +0000`;
}

/** One commit by its whole name. */
export async function readCommit(folder: string, sha: string): Promise<GitCommit | undefined> {
  const object = await readObject(folder, `${sha}^{commit}`);
  if (!object) return undefined;
  const text = object.bytes.toString();
  const end = text.indexOf('\n\n');
  const fields = text.slice(0, end).split('\n');
  const all = (key: string) =>
    fields.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  return {
    sha: object.sha,
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: signedBy(all('author')[0]),
    committer: signedBy(all('committer')[0]),
    message: text.slice(end + 2).trimEnd(),
  };
}

function signedBy(line = ''): Required<Person> {
  const [, name = '', email = '', seconds = ''] = /^(.*) ?<(.*)> (\d+)/.exec(line) ?? [];
  return { name: name.trim(), email, date: new Date(Number(seconds) * 1_000).toISOString().replace('.000Z', 'Z') };
}

/** Commits as `git rev-list` with these arguments lists them. */
export async function readCommits(folder: string, args: readonly string[]): Promise<GitCommit[]> {
  const names = (await git(folder, ['rev-list', ...args, '--'])).split('\n').filter(Boolean);
  const commits = await Promise.all(names.map((name) => readCommit(folder, name)));
  return commits.filter((commit) => commit !== undefined);
}
