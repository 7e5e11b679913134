import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { isExecutable } from '../../sandbox/is-executable.ts';

const run = promisify(execFile);

/** A tool on PATH, else built from its Go module into our cache, once. */
export const goTool = (name: string, module: string, env = process.env): Promise<string> =>
  cached(name, env, (bin) =>
    run('go', ['install', module], { env: { ...env, CGO_ENABLED: '0', GOBIN: bin }, maxBuffer: 64 << 20 }),
  );

interface Command {
  readonly module: string;
  /** Of the command, within the module. */
  readonly folder: string;
  readonly tags: string;
}

/** The same of a module that replaces others, which `go install` refuses: it is built where its sources are. */
export const goCommand = (name: string, { module, folder, tags }: Command, env = process.env): Promise<string> =>
  cached(name, env, async (bin) => {
    const cwd = await goModule(module);
    const alone = { ...env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '' };
    await run('go', ['build', '-p', '1', '-tags', tags, '-o', join(bin, name), folder], { cwd, env: alone });
  });

async function cached(name: string, env: NodeJS.ProcessEnv, build: (bin: string) => Promise<unknown>): Promise<string> {
  const bin = join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tempocat', 'bin');
  for (const folder of [...(env['PATH'] ?? '').split(delimiter), bin]) {
    const path = join(folder, name);
    if (await isExecutable(path)) return path;
  }
  await mkdir(bin, { recursive: true });
  await build(bin);
  return join(bin, name);
}

/** Where Go keeps the sources of a module, fetched when they are not there yet. */
export async function goModule(module: string): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', module], { cwd: homedir() });
  return z.object({ Dir: z.string() }).parse(JSON.parse(stdout)).Dir;
}
