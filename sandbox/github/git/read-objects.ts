import { type GitObject, readObject } from './object-reader.ts';
import { runGit } from './run-git.ts';

/** Reads objects by git's names for them (`<sha>`, `refs/heads/main:path`); unknown ones are undefined. */
export function readObjects(folder: string, names: readonly string[]): Promise<(GitObject | undefined)[]> {
  return Promise.all(names.map((name) => readObject(folder, name)));
}

export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number;
  readonly path: string;
}

/** The entries of a tree, with the sizes of its files. */
export async function listTree(folder: string, tree: string, flags: readonly string[] = []): Promise<TreeEntry[]> {
  const { bytes } = await runGit(folder, ['ls-tree', '-z', '-l', ...flags, tree]);
  const lines = bytes.toString().split('\0').slice(0, -1);
  return lines.map((line) => {
    const [facts = '', path = ''] = line.split('\t', 2);
    const [mode = '', type = '', sha = '', size = ''] = facts.split(/ +/);
    return { mode, type, sha, size: Number(size) || 0, path };
  });
}
