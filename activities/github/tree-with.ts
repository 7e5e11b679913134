import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import { readAnswer, Sha } from './answers.ts';
import { ownerAndRepo } from './repository.ts';

const WithTree = z.object({ tree: Sha });

/** A tree as that commit has it, but for these files. `texts`: by path. */
export async function treeWith(
  octokit: Octokit,
  {
    repository,
    commit,
    texts,
  }: { readonly repository: string; readonly commit: string; readonly texts: ReadonlyMap<string, string> },
): Promise<string> {
  const place = ownerAndRepo(repository);
  const base = await octokit.rest.git.getCommit({ ...place, commit_sha: commit });
  const { data } = await octokit.rest.git.createTree({
    ...place,
    base_tree: readAnswer(WithTree, base.data).tree.sha,
    tree: Array.from(texts, ([path, content]) => ({ path, mode: '100644', type: 'blob', content })),
  });
  return readAnswer(Sha, data).sha;
}
