import type { Octokit } from '@octokit/rest';
import { permanent } from '../failures.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { ownerAndRepo } from './repository.ts';

export interface TextFile {
  readonly path: string;
  readonly text: string;
  /** Of the blob: what a write must name, as GitHub's compare-and-swap. */
  readonly sha: string;
}

interface FilePlace {
  readonly repository: string;
  readonly path: string;
  /** Branch or commit. */
  readonly ref: string;
}

/** A file's text; undefined when there is none, or a folder or submodule stands in its place. */
export async function readFile(octokit: Octokit, { repository, path, ref }: FilePlace): Promise<TextFile | undefined> {
  try {
    const { data } = await octokit.rest.repos.getContent({ ...ownerAndRepo(repository), path, ref });
    if (Array.isArray(data) || data.type !== 'file' || !('content' in data)) return undefined;
    const where = `${path} in ${repository}`;
    if (data.encoding !== 'base64') throw unreadable(where, 'is larger than GitHub shows (1 MB)');
    return { path, sha: data.sha, text: decode(Buffer.from(data.content, 'base64'), where) };
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw githubFailure(error, `to read ${path} in ${repository}`);
  }
}

/** What is not UTF-8 would come back changed from an edit of one tag. */
function decode(bytes: Buffer, where: string): string {
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes)) return text;
  throw unreadable(where, 'is not UTF-8');
}

function unreadable(where: string, why: string): unknown {
  return permanent('manifest-invalid', `${where} cannot be edited: it ${why}.`);
}
