import { readFileSync } from 'node:fs';
import { type Catalog, parseCatalog } from '../domain/catalog.ts';

/** The operator's file, and what it held; `null`: it cannot be read. */
export interface CatalogSource {
  readonly path: string;
  readonly text: string | null;
}

export type CatalogFromFile =
  | { readonly kind: 'catalog'; readonly catalog: Catalog; readonly source: CatalogSource }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** The operator's file, or everything that is wrong with it, each with its line. */
export const readCatalog = (path: string): CatalogFromFile => parseCatalogText({ path, text: readCatalogText(path) });

export function readCatalogText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

export function parseCatalogText(source: CatalogSource): CatalogFromFile {
  const { path, text } = source;
  if (text === null) return { kind: 'problems', problems: [`TEMPOCAT_CATALOG names ${path}, which cannot be read`] };
  const parsed = parseCatalog(text);
  if (parsed.kind === 'catalog') return { ...parsed, source };
  const problems = parsed.problems.map(
    ({ line, path: key, message }) => `${path}:${line} ${key}${key && ': '}${message}`,
  );
  return { kind: 'problems', problems };
}
