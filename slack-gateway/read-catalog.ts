import { readFileSync } from 'node:fs';
import { type Catalog, parseCatalog } from '../domain/catalog.ts';

export type CatalogFromFile =
  | { readonly kind: 'catalog'; readonly catalog: Catalog }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** The operator's file, or everything that is wrong with it, each with its line. */
export function readCatalog(path: string): CatalogFromFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return { kind: 'problems', problems: [`TEMPOCAT_CATALOG names ${path}, which cannot be read: ${String(error)}`] };
  }
  const parsed = parseCatalog(text);
  if (parsed.kind === 'catalog') return parsed;
  const problems = parsed.problems.map(
    ({ line, path: key, message }) => `${path}:${line} ${key}${key && ': '}${message}`,
  );
  return { kind: 'problems', problems };
}
