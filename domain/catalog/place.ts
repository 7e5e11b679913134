import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, visit } from 'yaml';

type Key = string | number;

/** Where a key stands in the text; one that is missing is looked for at its nearest parent that is there. */
export function offsetOf(document: Document.Parsed, path: readonly Key[]): number {
  let offset = document.contents?.range[0] ?? 0;
  let node: unknown = document.contents;
  for (const key of path) {
    const found = entryOf(isAlias(node) ? node.resolve(document) : node, key);
    if (!found) return offset;
    [offset, node] = found;
  }
  return offset;
}

function entryOf(node: unknown, key: Key): [offset: number, value: unknown] | undefined {
  if (isSeq(node)) return at(node.items[Number(key)], node.items[Number(key)]);
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return pair && at(pair.key, pair.value);
}

function at(node: unknown, value: unknown): [offset: number, value: unknown] | undefined {
  return isNode(node) && node.range ? [node.range[0], value] : undefined;
}

/** `*name` without `&name` before it. */
export function lostAliases(document: Document.Parsed): readonly Alias[] {
  const lost: Alias[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (!alias.resolve(document)) lost.push(alias);
    },
  });
  return lost;
}
