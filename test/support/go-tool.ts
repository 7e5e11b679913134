import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { isExecutable } from '../../sandbox/is-executable.ts';

const run = promisify(execFile);

/** A tool on PATH, else built from its Go module into our cache, once. */
export async function goTool(name: string, module: string, env = process.env): Promise<string> {
  const bin = join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tempocat', 'bin');
  for (const folder of [...(env['PATH'] ?? '').split(delimiter), bin]) {
    const path = join(folder, name);
    if (await isExecutable(path)) return path;
  }
  await mkdir(bin, { recursive: true });
  await run('go', ['install', module], { env: { ...env, CGO_ENABLED: '0', GOBIN: bin }, maxBuffer: 64 << 20 });
  return join(bin, name);
}

/** Where Go keeps the sources of a module, fetched when they are not there yet. */
export async function goModule(module: string): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', module], { cwd: homedir() });
  return z.object({ Dir: z.string() }).parse(JSON.parse(stdout)).Dir;
}
