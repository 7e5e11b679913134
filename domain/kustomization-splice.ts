import { isAlias, isScalar, type Pair, parse, Scalar } from 'yaml';
import { type Entry, pairOf, textOf } from './kustomization-entry.ts';

/** Replaces `text.slice(start, end)`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

export type Splices =
  | { readonly kind: 'splices'; readonly splices: readonly Splice[] }
  | { readonly kind: 'invalid'; readonly reason: string };

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What must change so that the entry says this tag and no digest: the tag's bytes, and a digest's line. */
export function splicesFor(text: string, entry: Entry, tag: string): Splices {
  const written = pairOf(entry.map, 'newTag');
  const value = written?.value;
  if (isAlias(value)) return { kind: 'invalid', reason: '`newTag` is an alias; write the tag out' };
  if (isScalar(value) && value.anchor)
    return { kind: 'invalid', reason: '`newTag` has an anchor that others may share; write the tags out' };
  if (value !== undefined && value !== null && !isScalar(value))
    return { kind: 'invalid', reason: '`newTag` is not a text' };
  if (isScalar(value) && (value.type === Scalar.BLOCK_FOLDED || value.type === Scalar.BLOCK_LITERAL)) {
    return { kind: 'invalid', reason: '`newTag` is a block of text; write it in one line' };
  }
  const set = written ? replaceTag(text, written, tag) : insertTag(text, entry, tag);
  const digest = pairOf(entry.map, 'digest');
  return { kind: 'splices', splices: digest ? [set, removePair(text, entry, digest)] : [set] };
}

export function applySplices(text: string, splices: readonly Splice[]): string {
  return splices
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end, by }) => result.slice(0, start) + by + result.slice(end), text);
}

/** A tag that YAML 1.1 or 1.2 would read as something else than this very text needs quotes: `1.10`, `1e3`, `on`. */
function needsQuotes(tag: string): boolean {
  return (['1.1', '1.2'] as const).some((version) => parse(tag, { version }) !== tag);
}

function replaceTag(text: string, pair: Pair, tag: string): Splice {
  const plain = needsQuotes(tag) ? `"${tag}"` : tag;
  const { value } = pair;
  if (!isScalar(value) || (value.type === Scalar.PLAIN && (value.source ?? '') === '')) {
    const colon = text.indexOf(':', spanOf(pair.key).end) + 1; // `newTag:` with nothing behind it
    return { start: colon, end: colon, by: ` ${plain}` };
  }
  const by = value.type === Scalar.QUOTE_DOUBLE ? `"${tag}"` : value.type === Scalar.QUOTE_SINGLE ? `'${tag}'` : plain;
  return { ...spanOf(value), by };
}

/** One line after `name`, indented like it, with the file's own line ending. */
function insertTag(text: string, { map, name }: Entry, tag: string): Splice {
  const plain = needsQuotes(tag) ? `"${tag}"` : tag;
  const { end } = spanOf(name);
  if (map.flow) return { start: end, end, by: `, newTag: ${plain}` };
  const key = spanOf(pairOf(map, 'name')?.key).start;
  const indent = text.slice(lineStart(text, key), key).replace(/[^\t]/g, ' ');
  const at = lineEnd(text, end);
  return { start: at, end: at, by: `${newline(text)}${indent}newTag: ${plain}` };
}

function removePair(text: string, { map }: Entry, pair: Pair): Splice {
  const index = map.items.indexOf(pair);
  const { start } = spanOf(pair.key);
  const end = isScalar(pair.value) ? spanOf(pair.value).end : spanOf(pair.key).end;
  const next = map.items[index + 1];
  if (index === 0 && next) return { start, end: spanOf(next.key).start, by: '' }; // the first key stands behind the dash
  if (map.flow) return { start: endOf(map.items[index - 1]), end, by: '' };
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  if (to < text.length) return { start: from, end: to + newlineAt(text, to).length, by: '' };
  return { start: from - newlineBefore(text, from).length, end: to, by: '' }; // the last line of a file without a final newline
}

function endOf(pair: Pair | undefined): number {
  if (!pair) return 0;
  return isScalar(pair.value) ? spanOf(pair.value).end : spanOf(pair.key).end;
}

function spanOf(node: unknown): Span {
  const range = isScalar(node) ? node.range : undefined;
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
const newline = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
const newlineAt = (text: string, at: number): string => (text.startsWith('\r\n', at) ? '\r\n' : '\n');
const newlineBefore = (text: string, at: number): string => (text.slice(0, at).endsWith('\r\n') ? '\r\n' : '\n');

function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length;
  return text[found - 1] === '\r' ? found - 1 : found;
}

/** The tag as kustomize would read it, and whether it can. */
export function isWritten(entry: Entry, tag: string): boolean {
  const value = pairOf(entry.map, 'newTag')?.value;
  const isText = isScalar(value) && (value.type !== Scalar.PLAIN || !needsQuotes(tag));
  return isText && textOf(entry.map, 'newTag') === tag && !pairOf(entry.map, 'digest');
}
