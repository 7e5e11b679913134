import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { figuresOf, type ProcessFigures } from './process-figures.ts';

/** What one process takes, and which it is. */
export interface Footprint extends ProcessFigures {
  readonly pid: number;
  /** Without folders and options. */
  readonly command: string;
}

/** This process and all that it started, each for itself, oldest first. Throws where there is no /proc. */
export function readFootprints(root = process.pid): Footprint[] {
  if (!existsSync('/proc/self/status')) throw new Error('What processes take is read from /proc, which only Linux has');
  const processes = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => read(Number(pid)) ?? []);
  const family = new Set([root]);
  for (;;) {
    const born = processes.filter(({ pid, parent }) => !family.has(pid) && family.has(parent));
    if (born.length === 0) break;
    for (const { pid } of born) family.add(pid);
  }
  return processes.filter(({ pid }) => family.has(pid)).map(({ parent: _, ...footprint }) => footprint);
}

/** `undefined` when it has ended meanwhile. */
function read(pid: number): (Footprint & { readonly parent: number }) | undefined {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
    return { pid, command: nameOf(words), ...figuresOf(pid) };
  } catch {
    return undefined;
  }
}

function nameOf([program = '', ...words]: readonly string[]): string {
  const end = words.findIndex((word) => word.startsWith('-'));
  const kept = words.slice(0, end === -1 ? undefined : end);
  return [basename(program), ...kept.map((word) => (word.startsWith('/') ? relative(process.cwd(), word) : word))].join(
    ' ',
  );
}

/** One table of those that were there before and after: memory at rest is that of before. */
export function drawFootprints(before: readonly Footprint[], after: readonly Footprint[]): string {
  const rows = before.flatMap((rest) => {
    const now = after.find(({ pid }) => pid === rest.pid);
    return now ? [{ ...now, restMb: rest.residentMb, cpuSeconds: now.cpuSeconds - rest.cpuSeconds }] : [];
  });
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['process', 'at rest, MB', 'at most, MB', 'CPU meanwhile, s']),
    line(['---', '---:', '---:', '---:']),
    ...rows.map(({ command, restMb, peakMb, cpuSeconds }) =>
      line([`\`${command}\``, restMb, peakMb, cpuSeconds.toFixed(1)]),
    ),
    line([
      'together',
      sum(rows.map((row) => row.restMb)),
      sum(rows.map((row) => row.peakMb)),
      sum(rows.map((row) => row.cpuSeconds)).toFixed(1),
    ]),
  ].join('\n');
}
