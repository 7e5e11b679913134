/** Replaces `text.slice(start, end)`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** From the end to the beginning, so that places stay true; of two at one place the insertion comes after the removal. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  return splices
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce((result, { start, end, by }) => result.slice(0, start) + by + result.slice(end), text);
}

export const lineStart = (text: string, at: number): number => text.slice(0, at).lastIndexOf('\n') + 1;

/** Before the line's own ending, be it LF or CRLF. */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length;
  return text.startsWith('\r\n', found - 1) ? found - 1 : found;
}

/** The ending of the line that ends here; that of the line above when the file ends without one. */
export function newlineAt(text: string, end: number): string {
  const at = end < text.length ? end : lineEnd(text, lineStart(text, lineStart(text, end) - 1));
  return text.startsWith('\r\n', at) ? '\r\n' : '\n';
}

/** A line with its ending; of the last line of a file without a final newline the ending before it. */
export function wholeLines(text: string, { start, end }: Omit<Splice, 'by'>): Omit<Splice, 'by'> {
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  if (to < text.length) return { start: from, end: to + newlineAt(text, to).length };
  return { start: lineEnd(text, lineStart(text, from - 1)), end: to };
}
