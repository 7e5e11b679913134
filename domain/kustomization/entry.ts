import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseAllDocuments,
  Scalar,
  type YAMLMap,
} from 'yaml';

/** One entry of `images:` in its file, found by its `name` as text. */
export interface Entry {
  readonly index: number;
  readonly map: YAMLMap;
  readonly document: Document;
}

export type Found =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'image-missing'; readonly present: readonly string[] }
  | { readonly kind: 'invalid'; readonly reason: string };

const invalid = (reason: string): Found => ({ kind: 'invalid', reason });
const missing = (present: readonly string[] = []): Found => ({ kind: 'image-missing', present });

/** kustomize takes an entry's name as a pattern and the last of two entries; we take it as text, and refuse two. */
export function findEntry(text: string, image: string): Found {
  const lines = new LineCounter();
  const documents = documentsIn(text, lines);
  if (!documents) return invalid('the file is too long or too deep to be read as YAML');
  const [document] = documents;
  if (!document) return missing();
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const [error] = document.errors;
  if (error) return invalid(`line ${lineAt(error.pos[0])} is not YAML: ${error.message.split('\n')[0]}`);
  if (documents.length > 1) return invalid(`the file holds ${documents.length} YAML documents, a kustomization is one`);
  if (isNothing(document.contents)) return missing();
  if (!isMap(document.contents)) return invalid('the file is not a map of keys');

  const images = pairOf(document.contents, 'images')?.value;
  if (isNothing(images)) return missing();
  if (isAlias(images)) return invalid('`images:` is an alias; edit it by hand');
  if (!isSeq(images)) return invalid('`images:` is not a list');
  const entries = images.items.flatMap((item, index): (Entry & { readonly name: string })[] => {
    const map = isAlias(item) ? item.resolve(document) : item;
    if (!isMap(map)) return [];
    const name = textOf({ map, document }, 'name');
    return name === null ? [] : [{ index, map, document, name }];
  });
  const [entry, second] = entries.filter(({ name }) => name === image);
  if (!entry) return missing(entries.map(({ name }) => name));
  if (isAlias(images.items[entry.index])) return invalid(`the entry of ${image} is an alias; write it out`);
  if (second) {
    const [one, other] = [entry, second].map(({ map }) => lineAt(spanOf(map).start));
    return invalid(`\`images:\` names ${image} twice, in lines ${one} and ${other}; remove one`);
  }
  const refusal = refusalOf(entry.map);
  return refusal === undefined ? { kind: 'entry', entry } : invalid(`the entry of ${image} ${refusal}`);
}

/** Thousands of entries in flow style are more than the library can take. */
function documentsIn(text: string, lineCounter: LineCounter) {
  try {
    return parseAllDocuments(text, { uniqueKeys: false, lineCounter });
  } catch {
    return undefined;
  }
}

const isNothing = (node: unknown): boolean => ((isScalar(node) ? node.value : node) ?? null) === null;

/** A merged map may bring a tag or a digest that is not seen here; and of `newTag` and `newtag` kustomize takes the latter. */
function refusalOf(map: YAMLMap): string | undefined {
  const keys = map.items.map(spelt);
  if (keys.includes('<<')) return 'merges another map (`<<`); write it out';
  const again = keys.find((key, at) =>
    keys.slice(0, at).some((other) => isSpeltAlike(other, key) && (other !== key || isSpeltAlike(key, 'digest'))),
  );
  return again === undefined ? undefined : `says \`${again}\` more than once; keep one`;
}

const isSpeltAlike = (key: string, other: string): boolean => key.toLowerCase() === other.toLowerCase();
const spelt = ({ key }: Pair): string => (isScalar(key) ? String(key.source) : '');

/** Of two equal keys the last counts, and like Go's decoder we take `newtag` for `newTag` when nothing is spelt exactly. */
export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return (
    map.items.findLast((pair) => spelt(pair) === key) ?? map.items.findLast((pair) => isSpeltAlike(spelt(pair), key))
  );
}

/** What stands behind a key, with an alias followed. */
export function valueAt({ map, document }: Pick<Entry, 'map' | 'document'>, key: string): unknown {
  const value = pairOf(map, key)?.value;
  return isAlias(value) ? value.resolve(document) : value;
}

/** A scalar as it is written, since kustomize wants text where YAML may see a number; `null` for nothing. */
export function textOf(entry: Pick<Entry, 'map' | 'document'>, key: string): string | null {
  const value = valueAt(entry, key);
  if (!isScalar(value) || value.value === null) return null;
  const text = value.type === Scalar.PLAIN ? value.source : String(value.value);
  return text || null;
}

/** Where a node is written, aliases included; what stands nowhere is at the beginning. */
export function spanOf(node: unknown): { readonly start: number; readonly end: number } {
  const [start, end] = (isNode(node) ? node.range : null) ?? [0, 0];
  return { start, end };
}
