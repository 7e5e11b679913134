import { checkNames } from './check-names.ts';
import { checkOrder } from './check-order.ts';
import { checkReferences } from './check-references.ts';
import type { CatalogOutline } from './outline.ts';

/** Something that is wrong, and at which key. People read the message behind the key and its line. */
export interface Finding {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What no single entry can see: names against names, and words against what they refer to. */
export function checkCatalog(outline: CatalogOutline): Finding[] {
  return [...checkNames(outline), ...checkReferences(outline), ...checkOrder(outline)];
}
