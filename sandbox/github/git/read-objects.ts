import { runGit } from './run-git.ts';

export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Reads objects by git's names for them (`<sha>`, `refs/heads/main:path`) in one process; unknown ones are undefined. */
export async function readObjects(folder: string, names: readonly string[]): Promise<(GitObject | undefined)[]> {
  const asked = names.map((name) => (name.includes('\n') ? '-' : name));
  const { bytes } = await runGit(folder, ['cat-file', '--batch'], { input: `${asked.join('\n')}\n` });
  let at = 0;
  return asked.map(() => {
    const lineEnd = bytes.indexOf('\n', at);
    const header = /^([0-9a-f]{40}) (\w+) (\d+)$/.exec(bytes.toString('utf8', at, lineEnd));
    at = lineEnd + 1;
    if (!header) return undefined;
    const [, sha = '', type = '', size] = header;
    const end = at + Number(size);
    const object = { sha, type, bytes: bytes.subarray(at, end) };
    at = end + 1;
    return object;
  });
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
