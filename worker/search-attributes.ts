import type { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../workflows/contract/search-attributes.ts';

const KEYWORD = 2; // temporal.api.enums.v1.IndexedValueType

export type Registration = { readonly kind: 'registered' } | { readonly kind: 'refused'; readonly command: string };

/** A deploy cannot start with an attribute that the namespace does not know. Adding one again is no error. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<Registration> {
  const searchAttributes = Object.fromEntries(SEARCH_ATTRIBUTES.map(({ name }) => [name, KEYWORD]));
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    return { kind: 'registered' };
  } catch {
    const { customAttributes = {} } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = SEARCH_ATTRIBUTES.filter(({ name }) => customAttributes[name] === undefined);
    if (missing.length === 0) return { kind: 'registered' };
    const flags = missing.map(({ name }) => `--name ${name} --type Keyword`).join(' ');
    return {
      kind: 'refused',
      command: `temporal operator search-attribute create --namespace ${namespace} ${flags}`,
    };
  }
}
