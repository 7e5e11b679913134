import { isAlias, isScalar, type Pair, parse, Scalar } from 'yaml';
import { lineEnd, lineStart, newlineAt, type Splice } from '../text-splice.ts';
import { type Entry, pairOf, spanOf, textOf, valueAt } from './entry.ts';
import { removalOf } from './removal.ts';

export type Splices =
  | { readonly kind: 'splices'; readonly splices: readonly Splice[] }
  | { readonly kind: 'invalid'; readonly reason: string };

const invalid = (reason: string): Splices => ({ kind: 'invalid', reason });

/** What must change so that the entry says this tag and no digest: the tag's bytes, and a digest's line. */
export function splicesFor(text: string, entry: Entry, tag: string): Splices {
  const written = pairOf(entry.map, 'newTag');
  const refusal = refusalOf(written?.value);
  if (refusal !== undefined) return invalid(`\`newTag\` ${refusal}`);
  const set = written ? replaceTag(text, written, tag) : insertTag(text, entry, tag);
  const digest = pairOf(entry.map, 'digest');
  if (!digest) return { kind: 'splices', splices: [set] };
  const removal = removalOf(text, entry.map, digest);
  if (!removal) return invalid('`digest` stands between comments that would go with it; remove it by hand');
  return { kind: 'splices', splices: [set, removal] };
}

function refusalOf(value: unknown): string | undefined {
  if (isAlias(value)) return 'is an alias; write the tag out';
  if (value === undefined || value === null) return undefined;
  if (!isScalar(value)) return 'is not a text';
  if (value.anchor) return 'has an anchor that others may share; write the tags out';
  const isBlock = value.type === Scalar.BLOCK_FOLDED || value.type === Scalar.BLOCK_LITERAL;
  return isBlock ? 'is a block of text; write it in one line' : undefined;
}

/** Go's decoder ignores `_` in numbers and takes `0X1F`, `0o17` and `08` for numbers (measured with kustomize). */
const GO_NUMBER = /^(?:0x[0-9a-f]+|0o[0-7]+|0b[01]+|\d+(?:\.\d*)?(?:e-?\d+)?)$/i;

/** A tag that YAML 1.1, 1.2 or kustomize would read as something else than this very text: `1.10`, `1e3`, `on`. */
function needsQuotes(tag: string): boolean {
  if (GO_NUMBER.test(tag.replaceAll('_', ''))) return true;
  return (['1.1', '1.2'] as const).some((version) => parse(tag, { version }) !== tag);
}

const plainly = (tag: string): string => (needsQuotes(tag) ? `"${tag}"` : tag);

function replaceTag(text: string, { key, value }: Pair, tag: string): Splice {
  if (!isScalar(value) || (value.source === '' && value.type === Scalar.PLAIN)) {
    const colon = text.indexOf(':', spanOf(key).end) + 1; // `newTag:` with nothing behind it
    return { start: colon, end: colon, by: ` ${plainly(tag)}` };
  }
  const span = spanOf(value);
  if (value.type === Scalar.QUOTE_DOUBLE) return { ...span, by: `"${tag}"` };
  if (value.type === Scalar.QUOTE_SINGLE) return { ...span, by: `'${tag}'` };
  return { ...span, by: plainly(tag) };
}

/** One line after `name`, indented like it, with that line's own ending. */
function insertTag(text: string, { map }: Entry, tag: string): Splice {
  const name = pairOf(map, 'name');
  const { end } = spanOf(name?.value);
  if (map.flow) return { start: end, end, by: `, newTag: ${plainly(tag)}` };
  const key = spanOf(name?.key).start;
  const indent = ' '.repeat(key - lineStart(text, key));
  const at = lineEnd(text, end);
  return { start: at, end: at, by: `${newlineAt(text, at)}${indent}newTag: ${plainly(tag)}` };
}

/** Does the entry say this tag already, as text that kustomize reads as text, and no digest? */
export function isWritten(entry: Entry, tag: string): boolean {
  if (pairOf(entry.map, 'digest') || textOf(entry, 'newTag') !== tag) return false;
  const value = valueAt(entry, 'newTag');
  return isScalar(value) && (value.type !== Scalar.PLAIN || !needsQuotes(tag));
}
