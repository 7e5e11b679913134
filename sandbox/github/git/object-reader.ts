import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { gitEnvironment } from './run-git.ts';

export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly bytes: Buffer;
}

interface Wish {
  readonly resolve: (object: GitObject | undefined) => void;
  readonly reject: (error: Error) => void;
}

interface Reader {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  /** Asked, and not answered yet, in order. */
  readonly wishes: Wish[];
}

const readers = new Map<string, Reader>();

/** One git for each repository stays and answers: to start one for every question takes most of the time of a test. */
export function readObject(folder: string, name: string): Promise<GitObject | undefined> {
  const { child, wishes } = readers.get(folder) ?? start(folder);
  return new Promise((resolve, reject) => {
    wishes.push({ resolve, reject });
    child.stdin.write(`${name.includes('\n') ? '-' : name}\n`);
  });
}

/** Whoever opens a repository closes this, too: a git that waits for questions keeps our process alive. */
export function closeReader(folder: string): void {
  readers.get(folder)?.child.kill();
}

function start(folder: string): Reader {
  const child = spawn('git', ['cat-file', '--batch'], {
    env: gitEnvironment(folder),
    stdio: ['pipe', 'pipe', 'ignore'], // warnings that nobody reads would fill their pipe, and git would wait
  });
  const reader: Reader = { child, wishes: [] };
  readers.set(folder, reader);
  let unread: Buffer = Buffer.alloc(0);
  child.stdout.on('data', (bytes: Buffer) => {
    unread = answer(reader.wishes, unread.length > 0 ? Buffer.concat([unread, bytes]) : bytes);
  });
  child.stdin.on('error', () => {}); // its end tells
  const end = () => {
    if (readers.get(folder) === reader) readers.delete(folder);
    for (const { reject } of reader.wishes.splice(0)) reject(new Error(`git stopped reading ${folder}`));
  };
  child.on('error', end).on('exit', end);
  return reader;
}

/** Answers what is whole, and gives back the rest. */
function answer(wishes: Wish[], bytes: Buffer): Buffer {
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\n', at);
    if (lineEnd === -1) return bytes.subarray(at);
    const [, sha = '', type = '', size] =
      /^([0-9a-f]{40}) (\w+) (\d+)$/.exec(bytes.toString('utf8', at, lineEnd)) ?? [];
    const end = lineEnd + 1 + Number(size ?? 0);
    if (size !== undefined && bytes.length <= end) return bytes.subarray(at);
    const object = size === undefined ? undefined : { sha, type, bytes: Buffer.from(bytes.subarray(lineEnd + 1, end)) };
    wishes.shift()?.resolve(object);
    at = size === undefined ? lineEnd + 1 : end + 1;
  }
}
