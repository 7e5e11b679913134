import { readFileSync } from 'node:fs';

/** What one process takes, as Linux counts it: resident memory in MB (2^20 bytes), now and at most so far, and seconds of CPU since its start. */
export interface ProcessFigures {
  readonly residentMb: number;
  readonly peakMb: number;
  readonly cpuSeconds: number;
}

const TICKS_PER_SECOND = 100; // what /proc counts in, on every Linux that Node runs on

/** Throws when it has ended, and where there is no /proc. */
export function figuresOf(pid: number): ProcessFigures & { readonly parent: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const megabytes = (field: string) =>
    Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024);
  // From the state on, which comes after the name in brackets: the name may hold blanks.
  const [, parent, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0] = fields.slice(9, 11).map(Number);
  return {
    parent: Number(parent),
    residentMb: megabytes('VmRSS'),
    peakMb: megabytes('VmHWM'),
    cpuSeconds: (user + system) / TICKS_PER_SECOND,
  };
}
