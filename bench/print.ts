import Table from 'cli-table3';
import { isKept } from './bench.ts';
import type { Measurement } from './measurement.ts';

/** The table for people. Answers what is not kept. */
export function print({ name, question, columns, rows, figures }: Measurement): readonly string[] {
  const table = new Table({ head: [...columns], style: { head: [], border: [] } });
  table.push(...rows.map((row) => row.map(String)));
  console.log(`\n${name}: ${question}\n${table.toString()}`);
  for (const figure of figures) {
    const { what, measured, unit, atMost } = figure;
    const limit = atMost === undefined ? '' : `, at most ${atMost}: ${isKept(figure) ? 'kept' : 'NOT KEPT'}`;
    console.log(`  ${what}: ${measured} ${unit}${limit}`);
  }
  return figures.filter((figure) => !isKept(figure)).map(({ what }) => `${name}: ${what}`);
}
