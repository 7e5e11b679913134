import { readObjects } from './read-objects.ts';
import { git, runGit } from './run-git.ts';

/** Old value of a reference that must not exist yet. */
export const ABSENT = '0'.repeat(40);

export interface Branch {
  readonly name: string;
  readonly sha: string;
}

/** Moves a reference if it still is where the caller saw it, and says whether it did. */
export async function updateRef(folder: string, ref: string, { to, from }: { to: string; from: string }) {
  const { code } = await runGit(folder, ['update-ref', ref, to, from]);
  return code === 0;
}

export async function deleteRef(folder: string, ref: string): Promise<void> {
  await git(folder, ['update-ref', '-d', ref]);
}

/** The commit a full reference such as `refs/heads/main` points to. */
export async function readRef(folder: string, ref: string): Promise<string | undefined> {
  return isWellFormed(ref) ? (await readObjects(folder, [`${ref}^{commit}`]))[0]?.sha : undefined;
}

/** Finds a commit the way GitHub reads `ref`: as a branch, else a tag, else a commit's name or the beginning of one. */
export async function resolveCommit(folder: string, ref: string): Promise<string | undefined> {
  if (!isWellFormed(ref)) return undefined;
  const exact = /^([0-9a-f]{4,40}|HEAD|(refs\/)?(heads|tags)\/.+)$/.test(ref) ? [ref] : [];
  const names = [`refs/heads/${ref}`, `refs/tags/${ref}`, ...exact].map((name) => `${name}^{commit}`);
  return (await readObjects(folder, names)).find((object) => object)?.sha;
}

/** What git's own rules for names leave out; the same characters would be operators in a revision. */
export function isWellFormed(ref: string): boolean {
  return ref !== '' && !/[\s~^:?*[\\\p{Cc}]|\.\.|@\{|\/\/|^[-/]|[/.]$|\.lock$/u.test(ref);
}

/** All branches by name. */
export async function listBranches(folder: string, filter: readonly string[] = []): Promise<Branch[]> {
  const format = '--format=%(refname:lstrip=2)%09%(objectname)';
  const lines = (await git(folder, ['for-each-ref', format, ...filter, 'refs/heads/'])).split('\n').filter(Boolean);
  return lines.map((line) => {
    const [name = '', sha = ''] = line.split('\t');
    return { name, sha };
  });
}

/** Whether `b` holds everything of `a`; false for names that are no commits. */
export async function isAncestor(folder: string, a: string, b: string): Promise<boolean> {
  return (await runGit(folder, ['merge-base', '--is-ancestor', a, b])).code === 0;
}
