import { type GitCommit, type Person, readCommits, writeCommit } from './commits.ts';
import { git, runGit } from './run-git.ts';

/** The tree of both sides merged, or undefined when they conflict or have no common history. */
export async function mergeTrees(folder: string, ours: string, theirs: string): Promise<string | undefined> {
  const { code, bytes } = await runGit(folder, ['merge-tree', '--write-tree', '--no-messages', ours, theirs]);
  return code === 0 ? bytes.toString().trim() : undefined;
}

/** Replays the commits of `head` upon `base` and gives the last one, or undefined when one of them conflicts. */
export async function rebase(
  folder: string,
  { base, head, committer }: { base: string; head: string; committer: Person },
): Promise<string | undefined> {
  const commits = await readCommits(folder, ['--reverse', '--topo-order', '--no-merges', `${base}..${head}`]);
  let tip = base;
  for (const commit of commits) {
    const tree = await pick(folder, tip, commit);
    if (!tree) return undefined;
    const { author, message } = commit;
    tip = await writeCommit(folder, { tree, parents: [tip], message, author, committer });
  }
  return tip;
}

// git 2.39 cannot be told a merge base. A commit with the tip's tree upon the picked commit's parent makes that parent the base.
async function pick(folder: string, tip: string, commit: GitCommit): Promise<string | undefined> {
  const tree = await git(folder, ['rev-parse', `${tip}^{tree}`]);
  const stand = await writeCommit(folder, { tree, parents: commit.parents, message: 'base', author: commit.author });
  return mergeTrees(folder, stand, commit.sha);
}
