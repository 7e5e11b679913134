import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { type Bench, isKept, type Result } from './bench.ts';

const FOLDER = 'bench/results';

/** What it was measured on; without it a figure says little. */
export function machine(): Record<string, string> {
  const [first] = cpus();
  return {
    cpu: `${cpus().length} × ${first?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    at: new Date().toISOString(),
  };
}

/** The table for people, and the same as JSON beside it. Answers what is not kept. */
export function report({ name, question }: Bench, result: Result): readonly string[] {
  const table = new Table({ head: [...result.columns], style: { head: [], border: [] } });
  table.push(...result.rows.map((row) => row.map(String)));
  console.log(`\n${name}: ${question}\n${table.toString()}`);
  for (const figure of result.figures) {
    const limit =
      figure.atMost === undefined ? '' : `, at most ${figure.atMost}: ${isKept(figure) ? 'kept' : 'NOT KEPT'}`;
    console.log(`  ${figure.what}: ${figure.measured} ${figure.unit}${limit}`);
  }
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    join(FOLDER, `${name}.json`),
    `${JSON.stringify({ name, question, machine: machine(), ...result }, null, 2)}\n`,
  );
  return result.figures.filter((figure) => !isKept(figure)).map(({ what }) => `${name}: ${what}`);
}
