import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface HouseProcess {
  readonly name: Options['name'];
  /** Its JSON lines so far. */
  readonly lines: readonly string[];
  readonly child: ChildProcess;
  /** SIGTERM, and the exit code when it is done. */
  stop(): Promise<number | null>;
}

interface Options {
  readonly name: 'worker' | 'slack-gateway';
  readonly env: Readonly<Record<string, string>>;
  /** Part of the line that is waited for; that it is ready unless told. */
  readonly readyLine?: string;
}

const READY = { worker: 'worker ready', 'slack-gateway': 'gateway ready' } as const;
const READY_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 30_000;
const LINES_KEPT = 2_000;

/** Where `npm run build` put the two processes, seen from the sources and from `dist/` alike. */
const DIST = new URL(import.meta.url.includes('/dist/') ? '../' : '../dist/', import.meta.url);

/** Starts the worker or the gateway as an operator would: built, with an environment, and nothing else. */
export async function startHouseProcess({ name, env, readyLine = READY[name] }: Options): Promise<HouseProcess> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [fileURLToPath(new URL(`${name}/main.js`, DIST))], {
    env: { ...(PATH && { PATH }), ...(HOME && { HOME }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // Ctrl-C is for us; we stop it in order
  });
  const lines: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`${name} was not ready in time:\n${lines.slice(-20).join('\n')}`)),
      READY_WITHIN_MS,
    );
    const hear = (line: string) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      if (!line.includes(readyLine)) return;
      clearTimeout(late);
      resolve();
    };
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', hear);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`${name} ended with ${code}:\n${lines.slice(-20).join('\n')}`));
    });
  });
  await ready;
  return { name, lines, child, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
    await ended;
    clearTimeout(late);
  }
  return child.exitCode;
}
