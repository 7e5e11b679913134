import type { Octokit } from '@octokit/rest';
import type { PullRequest } from '../../domain/deploy.ts';
import type { ManifestPlace, TagEdit } from '../../workflows/contract/ports/github.ts';
import { permanent } from '../failures.ts';
import { hasStatus } from './errors.ts';
import { findManifest, withTag } from './find-manifest.ts';
import { ownerAndRepo } from './repository.ts';

type Merge = ManifestPlace & TagEdit & { readonly pullRequest: PullRequest };

/** Our one change on the new base, as a merge of both: the branch only moves forward, never by force. Returns the new head. */
export async function rebuild(octokit: Octokit, merge: Merge, headSha: string): Promise<string> {
  const { deploy, pullRequest, tag, message } = merge;
  const repository = ownerAndRepo(deploy.repository);
  const { data: base } = await octokit.rest.git.getRef({ ...repository, ref: `heads/${deploy.branch}` });
  const baseSha = base.object.sha;
  const file = await findManifest(octokit, merge, baseSha);
  if (file.tag !== merge.expected) throw conflict(merge);

  const { data: baseCommit } = await octokit.rest.git.getCommit({ ...repository, commit_sha: baseSha });
  const { data: tree } = await octokit.rest.git.createTree({
    ...repository,
    base_tree: baseCommit.tree.sha,
    tree: [{ path: file.path, mode: '100644', type: 'blob', content: withTag(file, merge, tag) }],
  });
  const { data: commit } = await octokit.rest.git.createCommit({
    ...repository,
    message,
    tree: tree.sha,
    parents: [headSha, baseSha],
  });
  try {
    await octokit.rest.git.updateRef({
      ...repository,
      ref: `heads/${pullRequest.branch}`,
      sha: commit.sha,
      force: false,
    });
    return commit.sha;
  } catch (error) {
    if (hasStatus(error, 422)) throw conflict(merge); // somebody pushed to the branch meanwhile
    throw error;
  }
}

function conflict({ pullRequest, deploy }: Merge): unknown {
  return permanent(
    'merge-conflict',
    `${pullRequest.url} conflicts with other changes on ${deploy.branch} and could not be rebuilt. Ask for the deploy again.`,
  );
}
