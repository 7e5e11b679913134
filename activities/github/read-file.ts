import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import { permanent } from '../failures.ts';
import { readAnswer } from './answers.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { ownerAndRepo } from './repository.ts';

export interface TextFile {
  readonly path: string;
  readonly text: string;
  /** Of the blob: what a write must name, as GitHub's compare-and-swap. */
  readonly sha: string;
}

const Content = z.union([
  z.object({ type: z.literal('file'), encoding: z.string(), content: z.string(), sha: z.string() }),
  z.object({ type: z.enum(['dir', 'symlink', 'submodule']) }),
  z.array(z.unknown()).transform(() => 'folder' as const),
]);

interface FilePlace {
  readonly repository: string;
  readonly path: string;
  /** Branch or commit. */
  readonly ref: string;
}

/** A file's text; undefined when there is none, or a folder or submodule stands in its place. Asked again, what has not changed costs nothing of GitHub's limit. */
export async function readFile(octokit: Octokit, place: FilePlace): Promise<TextFile | undefined> {
  const { repository, path, ref } = place;
  const memory = memoryOf(octokit);
  const key = JSON.stringify([repository, path, ref]);
  const known = memory.get(key);
  try {
    const { data, headers } = await octokit.rest.repos.getContent({
      ...{ ...ownerAndRepo(repository), path, ref },
      ...(known && { headers: { 'if-none-match': known.etag } }),
    });
    const content = readAnswer(Content, data);
    if (content === 'folder' || content.type !== 'file') return undefined;
    const where = `${path} in ${repository}`;
    if (content.encoding !== 'base64') throw unreadable(where, 'is larger than GitHub shows (1 MB)');
    const file = { path, sha: content.sha, text: decode(Buffer.from(content.content, 'base64'), where) };
    keep(memory, key, { etag: headers.etag ?? '', file });
    return file;
  } catch (error) {
    if (known && hasStatus(error, 304)) return known.file;
    if (hasStatus(error, 404)) return undefined;
    throw githubFailure(error, `to read ${path} in ${repository}`);
  }
}

interface Remembered {
  readonly etag: string;
  readonly file: TextFile;
}

const FILES_KEPT = 500;
const KEPT_UP_TO = 32_768; // characters; a kustomization is smaller by far
const memories = new WeakMap<Octokit, Map<string, Remembered>>();

function memoryOf(octokit: Octokit): Map<string, Remembered> {
  const memory = memories.get(octokit) ?? new Map<string, Remembered>();
  memories.set(octokit, memory);
  return memory;
}

function keep(memory: Map<string, Remembered>, key: string, remembered: Remembered): void {
  memory.delete(key);
  if (remembered.etag === '' || remembered.file.text.length > KEPT_UP_TO) return;
  memory.set(key, remembered);
  const [oldest] = memory.keys();
  if (memory.size > FILES_KEPT && oldest !== undefined) memory.delete(oldest);
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
