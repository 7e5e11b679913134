import type { Pair, YAMLMap } from 'yaml';
import { lineEnd, lineStart, type Splice, wholeLines } from '../text-splice.ts';
import { spanOf } from './entry.ts';

/** Takes a pair out of its map, with its line where it has one for itself; nothing when a neighbour's comment would go too. */
export function removalOf(text: string, map: YAMLMap, pair: Pair): Splice | undefined {
  const span = map.flow ? flowSpan(text, map, pair) : blockSpan(text, map, pair);
  return span && { ...span, by: '' };
}

type Span = Omit<Splice, 'by'>;

const isClean = (gap: string): boolean => !gap.includes('#');

function blockSpan(text: string, map: YAMLMap, pair: Pair): Span {
  const span = spanOfPair(text, pair);
  if (map.items.indexOf(pair) > 0) return wholeLines(text, span);
  // The first key stands behind the dash; what follows it, a comment or a key, takes its place.
  const { end } = span;
  const line = lineEnd(text, end);
  return { start: span.start, end: line + text.slice(line).search(/\S|$/) };
}

function flowSpan(text: string, map: YAMLMap, pair: Pair): Span | undefined {
  const index = map.items.indexOf(pair);
  const span = spanOfPair(text, pair);
  const [before, after] = [map.items[index - 1], map.items[index + 1]];
  if (after) {
    const { start } = spanOf(after.key);
    if (isClean(text.slice(span.end, start))) return { start: span.start, end: start };
  } else if (before) {
    const { end } = spanOfPair(text, before);
    if (isClean(text.slice(end, span.start))) return { start: end, end: span.end };
  }
  const isFirst = text.slice(lineStart(text, span.start), span.start).trim() === '';
  const isLast = /^\s*,?\s*(?:#.*)?$/.test(text.slice(span.end, lineEnd(text, span.end)));
  return isFirst && isLast ? wholeLines(text, span) : undefined;
}

/** From the key to the end of the value, without what a block of text drags behind it. */
function spanOfPair(text: string, { key, value }: Pair): Span {
  const { start, end } = spanOf(key);
  const last = Math.max(end, spanOf(value).end);
  return { start, end: start + text.slice(start, last).trimEnd().length };
}
