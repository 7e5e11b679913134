import { execFile } from 'node:child_process';

export interface GitAnswer {
  readonly code: number;
  readonly bytes: Buffer;
  readonly complaint: string;
}

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

// Nothing of the machine may leak in: not its git configuration, nor the GIT_DIR of a hook that runs the tests.
const CLEAN = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };

export const gitEnvironment = (folder: string) => ({
  PATH: process.env['PATH'],
  HOME: folder,
  GIT_DIR: folder,
  ...CLEAN,
});

/** Runs git in a bare repository and says how it went; rejects only when git could not be run at all. */
export function runGit(folder: string, args: readonly string[], options: GitOptions = {}): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const env = { ...gitEnvironment(folder), ...options.env };
    const child = execFile('git', args, { encoding: 'buffer', maxBuffer: 2 ** 28, env }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') return reject(error);
      resolve({ code: Number(error?.code ?? 0), bytes: stdout, complaint: stderr.toString() });
    });
    child.stdin?.on('error', () => {}); // git may leave before it has read everything; its exit code tells
    child.stdin?.end(options.input ?? '');
  });
}

/** The trimmed words of a git command that has to succeed. */
export async function git(folder: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  const { code, bytes, complaint } = await runGit(folder, args, options);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${complaint}`);
  return bytes.toString().trimEnd();
}
