import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { z } from 'zod';
import { findTemporalCli } from '../sandbox/temporal-cli.ts';

/** What it was measured on, and with which versions; without it a figure says little. */
export async function machine(): Promise<Readonly<Record<string, string>>> {
  const [first] = cpus();
  const cli = await findTemporalCli(() => {});
  return {
    processor: `${cpus().length} × ${first?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}`,
    node: process.version,
    temporal: execFileSync(cli, ['--version'], { encoding: 'utf8' }).trim(),
    sdk: versionOf('@temporalio/worker'),
    day: new Date().toISOString().slice(0, 10),
  };
}

function versionOf(name: string): string {
  const text = readFileSync(`node_modules/${name}/package.json`, 'utf8');
  return `${name} ${z.object({ version: z.string() }).parse(JSON.parse(text)).version}`;
}
