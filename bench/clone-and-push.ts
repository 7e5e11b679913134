import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

// Nothing of the machine's git configuration; and every HTTP request is said.
const ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  // Nothing goes on in the background when a command has ended.
  ...{ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'gc.auto', GIT_CONFIG_VALUE_0: '0' },
  GIT_TRACE_CURL: '1',
  GIT_TRACE_CURL_NO_DATA: '1',
  ...{ GIT_AUTHOR_NAME: 'bench', GIT_AUTHOR_EMAIL: 'bench@example.com' },
  ...{ GIT_COMMITTER_NAME: 'bench', GIT_COMMITTER_EMAIL: 'bench@example.com' },
};

/** Runs git there, and says how many HTTP requests it made. */
async function git(folder: string, ...args: readonly string[]): Promise<number> {
  const { stderr } = await run('git', ['-C', folder, ...args], { env: ENVIRONMENT, maxBuffer: 2 ** 28 });
  return stderr.match(/Send header: (GET|POST) /g)?.length ?? 0;
}

/** Fills a repository: all these files in one commit on its main branch. */
export async function pushFiles(url: string, folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  const clone = mkdtempSync(join(folder, 'fill-'));
  await git(clone, 'clone', '--quiet', url, '.');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    writeFileSync(join(clone, path), text);
  }
  await git(clone, 'add', '.');
  await git(clone, 'commit', '--quiet', '-m', 'Fill');
  await git(clone, 'push', '--quiet', 'origin', 'HEAD:main');
  rmSync(clone, { recursive: true });
}

interface Edit {
  readonly url: string;
  /** Where clones may lie. */
  readonly folder: string;
  readonly file: string;
  readonly edit: (text: string) => string;
}

/** What tools without the API do: the newest commit alone is cloned, edited and pushed. The clone stays. Says how many requests it took. */
export async function cloneAndPush({ url, folder, file, edit }: Edit): Promise<number> {
  const clone = mkdtempSync(join(folder, 'clone-'));
  const fetched = await git(clone, 'clone', '--quiet', '--depth', '1', url, '.');
  writeFileSync(join(clone, file), edit(readFileSync(join(clone, file), 'utf8')));
  await git(clone, 'commit', '--quiet', '--all', '-m', 'Set the tag');
  return fetched + (await git(clone, 'push', '--quiet', 'origin', 'HEAD:main'));
}
