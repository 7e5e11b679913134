import type { Given } from '../flags.ts';
import type { Report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

export async function doctor(_terminal: Terminal, _given: Given): Promise<Report> {
  return { exit: 'done', text: '' };
}
