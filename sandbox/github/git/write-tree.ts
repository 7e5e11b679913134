import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { git, runGit } from './run-git.ts';
import { writeObject } from './write-object.ts';

const FILES_AT_ONCE = 100;

export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  /** A blob, or for mode 040000 a tree; null takes the path away. */
  readonly sha: string | null;
}

/** Stores bytes exactly as they are and gives their blob's name. */
export function writeBlob(folder: string, bytes: string | Uint8Array): Promise<string> {
  return writeObject(folder, 'blob', bytes);
}

/** The tree that `base` becomes with these changes, or undefined when git refuses one of the paths. */
export async function writeTree(
  folder: string,
  base: string | undefined,
  changes: readonly TreeChange[],
): Promise<string | undefined> {
  const index = join(folder, `index-${randomUUID()}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    await git(folder, ['read-tree', base ?? '--empty'], { env });
    const files = changes.filter((change) => change.mode !== '040000');
    const input = files
      .map(({ mode, sha, path }) => `${sha ? mode : '0'} ${sha ?? '0'.repeat(40)}\t${path}\0`)
      .join('');
    const taken = await runGit(folder, ['update-index', '-z', '--index-info'], { env, input });
    if (taken.code !== 0 || taken.complaint) return undefined; // a bad path is only complained about
    for (const { path, sha } of changes.filter((change) => change.mode === '040000' && change.sha)) {
      const { code } = await runGit(folder, ['read-tree', `--prefix=${path}/`, String(sha)], { env });
      if (code !== 0) return undefined;
    }
    return await git(folder, ['write-tree'], { env });
  } finally {
    await rm(index, { force: true });
  }
}

/** The tree that `base` becomes when these files hold these texts. */
export async function writeFiles(
  folder: string,
  base: string | undefined,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string | undefined> {
  const changes: TreeChange[] = [];
  const left = Object.entries(files);
  while (left.length > 0) {
    const some = left.splice(0, FILES_AT_ONCE); // more would take all that the process may hold open
    changes.push(
      ...(await Promise.all(
        some.map(async ([path, text]) => ({ path, mode: '100644', sha: await writeBlob(folder, text) })),
      )),
    );
  }
  return writeTree(folder, base, changes);
}
