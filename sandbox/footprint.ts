import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';

/** What one process takes, as Linux counts it: resident memory in MB (2^20 bytes), now and at most so far, and seconds of CPU since its start. */
export interface Footprint {
  readonly pid: number;
  /** Without folders and options. */
  readonly command: string;
  readonly residentMb: number;
  readonly peakMb: number;
  readonly cpuSeconds: number;
}

const TICKS_PER_SECOND = 100; // what /proc counts in, on every Linux that Node runs on

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
  let status: string;
  let stat: string;
  let words: string[];
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
  } catch {
    return undefined;
  }
  const megabytes = (field: string) =>
    Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024);
  // From the state on, which comes after the name in brackets: the name may hold blanks.
  const [, parent, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0] = fields.slice(9, 11).map(Number);
  return {
    pid,
    parent: Number(parent),
    command: nameOf(words),
    residentMb: megabytes('VmRSS'),
    peakMb: megabytes('VmHWM'),
    cpuSeconds: (user + system) / TICKS_PER_SECOND,
  };
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
