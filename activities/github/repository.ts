import type { Octokit } from '@octokit/rest';

/** `owner/name` as Octokit wants it. */
export function ownerAndRepo(repository: string): { readonly owner: string; readonly repo: string } {
  const [owner = '', repo = ''] = repository.split('/');
  return { owner, repo };
}

export interface TextFile {
  readonly path: string;
  readonly text: string;
  /** Of the blob: what a write must name, as GitHub's compare-and-swap. */
  readonly sha: string;
}

/** A file's text at a branch or commit; throws Octokit's RequestError, 404 among others. */
export async function readFile(
  octokit: Octokit,
  at: { readonly repository: string; readonly path: string; readonly ref: string },
): Promise<TextFile> {
  const { repository, path, ref } = at;
  const { data } = await octokit.rest.repos.getContent({ ...ownerAndRepo(repository), path, ref });
  if (Array.isArray(data) || data.type !== 'file' || !('content' in data)) throw new NotAFile(`${path} is not a file`);
  return { path, sha: data.sha, text: Buffer.from(data.content, 'base64').toString('utf8') };
}

/** A folder, a link or a submodule stands where a file was expected. */
export class NotAFile extends Error {
  override readonly name = 'NotAFile';
}
