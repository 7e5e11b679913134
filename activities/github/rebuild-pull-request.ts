import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import { permanent } from '../failures.ts';
import { readAnswer, Sha } from './answers.ts';
import { hasStatus, isBranchRule } from './errors.ts';
import { findManifest, withTag } from './find-manifest.ts';
import { isAncestor } from './is-ancestor.ts';
import type { Merge } from './merged-pull-request.ts';
import { headOf, ownerAndRepo } from './repository.ts';
import { treeWith } from './tree-with.ts';

const GitCommit = z.object({ message: z.string(), tree: Sha, parents: z.array(Sha) });

/**
 * Our one change on the new base, as a merge of both: the branch only moves forward, never by force.
 * Returns the new head; undefined when somebody else moved the branch first.
 */
export async function rebuild(octokit: Octokit, merge: Merge, headSha: string): Promise<string | undefined> {
  const { deploy, pullRequest, message } = merge;
  const repository = ownerAndRepo(deploy.repository);
  const base = await headOf(octokit, deploy.repository, deploy.branch);
  const tree = await treeOn(octokit, merge, base);
  if (!tree) throw conflict(merge);
  const { data } = await octokit.rest.git.createCommit({ ...repository, message, tree, parents: [headSha, base] });
  const { sha } = readAnswer(Sha, data);
  try {
    const ref = `heads/${pullRequest.branch}`;
    await octokit.rest.git.updateRef({ ...repository, ref, sha, force: false });
    return sha;
  } catch (error) {
    if (hasStatus(error, 422) && !isBranchRule(error)) return undefined;
    throw error;
  }
}

/** Nobody can sneak anything in this way: each step must hold the base branch and our one change, to the byte. */
export async function isOurRebuild(octokit: Octokit, merge: Merge, headSha: string): Promise<boolean> {
  const { deploy, pullRequest, message } = merge;
  const { repository } = deploy;
  for (let sha = headSha; sha !== pullRequest.headSha; ) {
    const { data } = await octokit.rest.git.getCommit({ ...ownerAndRepo(repository), commit_sha: sha });
    const commit = readAnswer(GitCommit, data);
    const [before, base, another] = commit.parents.map((parent) => parent.sha);
    if (!before || !base || another || commit.message.trim() !== message.trim()) return false;
    if (!(await isAncestor(octokit, { repository, ancestor: base, descendant: deploy.branch }))) return false;
    if ((await treeOn(octokit, merge, base)) !== commit.tree.sha) return false;
    sha = before;
  }
  return true;
}

/** The tree of this commit of the base with our tag in it; undefined when it does not say what was planned. */
async function treeOn(octokit: Octokit, merge: Merge, baseSha: string): Promise<string | undefined> {
  const { repository } = merge.deploy;
  const file = await findManifest(octokit, merge, baseSha);
  const content = withTag(file, merge, merge.tag);
  if (file.tag !== merge.expected || content === 'unchanged') return undefined;
  return treeWith(octokit, { repository, commit: baseSha, texts: new Map([[file.path, content]]) });
}

export function conflict({ pullRequest, deploy }: Merge): unknown {
  return permanent(
    'merge-conflict',
    `${pullRequest.url} conflicts with other changes on ${deploy.branch} and could not be rebuilt. Ask for the deploy again.`,
  );
}
