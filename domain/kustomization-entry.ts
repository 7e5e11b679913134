import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseAllDocuments, Scalar, type YAMLMap } from 'yaml';

/** One entry of `images:` in its file, found by its `name` as text. */
export interface Entry {
  readonly index: number;
  readonly map: YAMLMap;
  readonly name: Scalar;
}

export type Found =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'image-missing'; readonly present: readonly string[] }
  | { readonly kind: 'invalid'; readonly reason: string };

const invalid = (reason: string): Found => ({ kind: 'invalid', reason });

/** kustomize takes an entry's name as a pattern and the last of two entries; we take it as text, and refuse two. */
export function findEntry(text: string, image: string): Found {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { uniqueKeys: false, lineCounter: lines });
  const [document] = documents;
  if (!document || documents.length === 0) return { kind: 'image-missing', present: [] };
  const [error] = document.errors;
  if (error) return invalid(`line ${lines.linePos(error.pos[0]).line} is not YAML: ${error.message.split('\n')[0]}`);
  if (documents.length > 1) return invalid(`the file holds ${documents.length} YAML documents, a kustomization is one`);
  if (document.contents === null) return { kind: 'image-missing', present: [] };
  if (!isMap(document.contents)) return invalid('the file is not a map of keys');

  const images = valueAt(document.contents, 'images');
  if (images === undefined || (isScalar(images) && images.value === null))
    return { kind: 'image-missing', present: [] };
  if (!isSeq(images))
    return invalid(isAlias(images) ? '`images:` is an alias; edit it by hand' : '`images:` is not a list');
  const entries = images.items.flatMap((item, index): Entry[] => {
    const map = isAlias(item) ? item.resolve(document) : item;
    const name = isMap(map) ? valueAt(map, 'name') : undefined;
    return isMap(map) && isScalar(name) ? [{ index, map, name }] : [];
  });
  const [entry, second] = entries.filter(({ name }) => String(name.value) === image);
  if (!entry) return { kind: 'image-missing', present: entries.map(({ name }) => String(name.value)) };
  const lineOf = ({ name }: Entry) => lines.linePos(name.range?.[0] ?? 0).line;
  if (second)
    return invalid(`\`images:\` names ${image} twice, in lines ${lineOf(entry)} and ${lineOf(second)}; remove one`);
  if (isAlias(images.items[entry.index])) return invalid(`the entry of ${image} is an alias; write it out`);
  return { kind: 'entry', entry };
}

/** Of two equal keys the last counts, and like Go's decoder we take `newtag` for `newTag` when nothing is spelt exactly. */
export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  const keyed = map.items.filter(({ key: candidate }) => isScalar(candidate));
  const spelt = (pair: Pair) => (isScalar(pair.key) ? String(pair.key.value) : '');
  return (
    keyed.findLast((pair) => spelt(pair) === key) ??
    keyed.findLast((pair) => spelt(pair).toLowerCase() === key.toLowerCase())
  );
}

function valueAt(map: YAMLMap, key: string): unknown {
  return pairOf(map, key)?.value;
}

/** A scalar as it is written, since kustomize wants text where YAML may see a number; `null` for nothing. */
export function textOf(map: YAMLMap, key: string): string | null {
  const value = valueAt(map, key);
  if (!(value instanceof Scalar) || value.value === null) return null;
  const text = value.type === Scalar.PLAIN ? (value.source ?? String(value.value)) : String(value.value);
  return text === '' ? null : text;
}
