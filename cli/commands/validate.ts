import { readFileSync } from 'node:fs';
import { type Catalog, parseCatalog } from '../../domain/catalog.ts';
import { createPaint, type Paint, printable } from '../paint.ts';
import type { Report } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { type Explained, explain } from './catalog-hints.ts';

/** `tempocat validate [file]`: the file of TEMPOCAT_CATALOG unless named. Every problem at once, where it stands. */
export function validate([named, ...others]: readonly string[], { env, colours }: Terminal): Report {
  const file = named ?? (env['TEMPOCAT_CATALOG'] || undefined);
  if (others.length > 0) return { exit: 'not-understood', text: 'One file at a time.' };
  if (file === undefined) return { exit: 'not-understood', text: 'Name a file, or set TEMPOCAT_CATALOG.' };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const why = printable(error instanceof Error ? error.message : String(error));
    return { exit: 'failed', text: `The file cannot be read: ${why}. Name another.`, data: { file } };
  }
  const reading = parseCatalog(text);
  if (reading.kind === 'catalog')
    return { exit: 'done', text: praise(file, reading.catalog), data: { file, problems: [] } };
  const problems = reading.problems.map(explain);
  const paint = createPaint(colours);
  const frames = problems.map((problem) => frameOf(problem, { file, lines: text.split('\n'), paint }));
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return {
    exit: 'failed',
    text: [...frames, `${paint('✖', 'red')} ${count} in ${file}`].join('\n\n'),
    data: { file, problems: problems.map(({ message: _, ...problem }) => problem) },
  };
}

function praise(file: string, { services, targets, functionNames }: Catalog): string {
  const count = (length: number, what: string) => `${length} ${what}${length === 1 ? '' : 's'}`;
  const found = [
    count(services.length, 'service'),
    count(targets.length, 'target'),
    count(functionNames.length, 'function'),
  ];
  return `✔ ${file}: ${found.join(', ')}; no problems`;
}

interface Source {
  readonly file: string;
  readonly lines: readonly string[];
  readonly paint: Paint;
}

const BEFORE = 40;
const SHOWN = 100;

/** The line in question with a mark under it, what is wrong, and what to write. */
function frameOf({ line, column, path, reason, hint }: Explained, { file, lines, paint }: Source): string {
  const source = printable(lines[line - 1] ?? '');
  const cut = column > SHOWN ? column - 1 - BEFORE : 0; // a long line is shown around the place
  const shown = `${cut > 0 ? '…' : ''}${source.slice(cut, cut + SHOWN)}`;
  const at = ' '.repeat(column - 1 - cut + (cut > 0 ? 1 : 0));
  const number = String(line).padStart(5);
  const bar = paint('│', 'dim');
  return [
    `${paint(`${file}:${line}:${column}`, 'bold')}${path === '' ? '' : `  ${paint(printable(path), 'cyan')}`}`,
    `${paint(number, 'dim')} ${bar} ${shown}`,
    `      ${bar} ${at}${paint('^', 'red')} ${paint(printable(reason), 'red')}`,
    `      ${bar} ${at}  ${printable(hint)}`,
  ].join('\n');
}
