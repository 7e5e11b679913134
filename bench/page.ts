import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Figure, isKept } from './bench.ts';
import { draw } from './draw.ts';
import type { Measurement } from './measurement.ts';

export const PAGE = 'docs/performance.md';
export const FOLDER = 'docs/performance';

/** Writes a measurement beside the page, its plot, and its table into the page. */
export function keep(measurement: Measurement): void {
  const { name } = measurement;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/${name}.json`, `${JSON.stringify(measurement, null, 2)}\n`);
  writeFileSync(`${FOLDER}/${name}.svg`, draw(measurement));
  writeFileSync(PAGE, withSection(readFileSync(PAGE, 'utf8'), measurement));
}

/** The page with this measurement between its marks. Throws when it has no place there. */
export function withSection(page: string, measurement: Measurement): string {
  const { name } = measurement;
  const marks = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*(<!-- end of ${name} -->)`);
  if (!marks.test(page)) throw new Error(`${PAGE} has no place for ${name}`);
  return page.replace(marks, (_, before, after) => `${before}\n${sectionOf(measurement)}\n\n${after}`);
}

function sectionOf({ name, question, measuredOn, columns, rows, figures }: Measurement): string {
  const table = [columns, columns.map(() => '---'), ...rows].map(lineOf).join('\n');
  const picture = `![${question}](performance/${name}.svg)`;
  const where = `Measured on ${Object.values(measuredOn).join(', ')}.`;
  return [table, figures.map(sentenceOf).join('\n'), picture, where].join('\n\n');
}

const lineOf = (cells: readonly (string | number)[]): string => `| ${cells.map(grouped).join(' | ')} |`;

function sentenceOf(figure: Figure): string {
  const { what, measured, unit, atMost } = figure;
  const limit = atMost === undefined ? '' : `, at most ${grouped(atMost)}: ${isKept(figure) ? 'kept' : '**not kept**'}`;
  return `- ${what}: ${grouped(measured)} ${unit}${limit}`;
}

const grouped = (cell: string | number): string => (typeof cell === 'number' ? cell.toLocaleString('en') : cell);
