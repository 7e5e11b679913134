import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { isExecutable } from './is-executable.ts';

const run = promisify(execFile);

const CLI_MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1'; // the newest that `go install` accepts

export type Say = (line: string) => void;

/**
 * The Temporal CLI: `TEMPORAL_CLI_PATH`, `PATH`, our cache, the SDK's own download, or built from its Go module.
 * Says what takes long. Throws with all that was tried when there is none.
 */
export async function findTemporalCli(say: Say, env = process.env): Promise<string> {
  const given = env['TEMPORAL_CLI_PATH'];
  if (given) {
    if (await isExecutable(given)) return given;
    throw new Error(`TEMPORAL_CLI_PATH is ${given}, which is not an executable file`);
  }
  const cache = join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tempocat');
  const built = join(cache, 'bin', 'temporal');
  const onPath = (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'temporal'));
  for (const path of [...onPath, built]) if (await isExecutable(path)) return path;
  return (await download(cache, say)) ?? (await build(cache, say, env));
}

/** The SDK's test environment fetches the CLI when it starts a server; the file stays in the folder that it was given. */
async function download(cache: string, say: Say): Promise<string | undefined> {
  say('Temporal CLI: not here yet; asking the Temporal SDK to download it …');
  const folder = join(cache, 'sdk');
  await mkdir(folder, { recursive: true });
  try {
    const executable = { type: 'cached-download', downloadDir: folder, version: 'v1.5.1', ttl: '3650 days' } as const;
    const server = await TestWorkflowEnvironment.createLocal({ server: { executable } });
    await server.teardown();
  } catch (error) {
    say(`Temporal CLI: the download did not work (${firstLine(error)}).`);
    return undefined;
  }
  const path = join(folder, 'temporal-v1.5.1');
  return (await isExecutable(path)) ? path : undefined;
}

async function build(cache: string, say: Say, env: NodeJS.ProcessEnv): Promise<string> {
  say(`Temporal CLI: building it with go install ${CLI_MODULE}; this takes some minutes, once …`);
  const bin = join(cache, 'bin');
  await mkdir(bin, { recursive: true });
  try {
    await run('go', ['install', CLI_MODULE], { env: { ...env, CGO_ENABLED: '0', GOBIN: bin }, maxBuffer: 64 << 20 });
  } catch (error) {
    throw new Error(
      `No Temporal CLI: it is not at TEMPORAL_CLI_PATH, on PATH or in ${cache}, could not be downloaded, and ` +
        `"go install ${CLI_MODULE}" failed (${firstLine(error)}). Install it (https://docs.temporal.io/cli) or Go 1.25, and try again.`,
    );
  }
  say('Temporal CLI: built.');
  return join(bin, 'temporal');
}

function firstLine(error: unknown): string {
  return String(error).split('\n')[0] ?? '';
}
