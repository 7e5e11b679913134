import Table from 'cli-table3';
import type { Paint } from './paint.ts';

interface Cell {
  readonly text: string;
  readonly colour?: Parameters<Paint>[1];
}

interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** How wide the whole may be; the last column takes what is left, and its lines are broken. */
  readonly width: number;
  readonly paint: Paint;
}

const LEAST = 30;
const FRAME = 3; // of each column: a border, and a space on both sides

/** A table for a terminal. */
export function renderGrid({ head, rows, width, paint }: Grid): string {
  const widths = head
    .slice(0, -1)
    .map((title, column) => widest([title, ...rows.map((row) => row[column]?.text ?? '')]));
  const left = Math.max(LEAST, width - widths.reduce((sum, each) => sum + each + FRAME, FRAME + 1));
  const table = new Table({
    head: head.map((title) => paint(title, 'bold')),
    style: { head: [], border: [] },
    chars: NO_LINES_BETWEEN,
  });
  table.push(...rows.map((row) => row.map(({ text, colour }) => draw(text, colour))));
  return table.toString();

  function draw(text: string, colour: Cell['colour']): string {
    const lines = breakLines(text, left);
    return lines.map((line) => (colour ? paint(line, colour) : line)).join('\n');
  }
}

const NO_LINES_BETWEEN = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

const widest = (texts: readonly string[]): number => Math.max(...texts.map((text) => [...text].length));

/** Between words where it can be, else within one: nothing is cut off. */
function breakLines(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let rest = line;
    while (rest.length > width) {
      const space = rest.lastIndexOf(' ', width);
      const end = space > 0 ? space : width;
      lines.push(rest.slice(0, end));
      rest = rest.slice(end).trimStart();
    }
    return [...lines, rest];
  });
}
