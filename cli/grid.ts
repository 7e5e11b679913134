import Table from 'cli-table3';

const MARGIN = 3;

interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How wide the whole may be; the last column takes what is left, and wraps. */
  readonly width: number;
}

/** A table for a terminal. */
export function renderGrid({ head, rows, width }: Grid): string {
  const widths = head.slice(0, -1).map((_, column) => widest([head, ...rows], column) + MARGIN - 1);
  const left = Math.max(30, width - widths.reduce((sum, each) => sum + each, 0) - head.length - 1);
  const table = new Table({
    head: [...head],
    colWidths: [...widths, left],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

const widest = (rows: readonly (readonly string[])[], column: number): number =>
  Math.max(...rows.map((row) => [...(row[column] ?? '').replace(ESCAPES, '')].length));
