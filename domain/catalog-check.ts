import { checkEntries } from './catalog-check-entries.ts';
import { checkNames } from './catalog-check-names.ts';
import type { CatalogFile } from './catalog-schema.ts';

/** Something that is wrong, and at which key. `people` reads the message behind the key and its line. */
export interface Finding {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What no schema can see: names against names, groups, patterns, times. */
export function checkCatalog(file: CatalogFile): Finding[] {
  return [...checkNames(file), ...checkEntries(file)];
}
