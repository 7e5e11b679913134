import { expect, it } from '@jest/globals';
import { Connection } from '@temporalio/client';

it('a real Temporal server of our own answers', async () => {
  const connection = await Connection.connect({ address: process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '' });
  const { searchAttributes } = await import('../../workflows/contract/search-attributes.ts').then((m) => ({
    searchAttributes: m.SEARCH_ATTRIBUTES,
  }));
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
  for (const { name } of searchAttributes) expect(Object.keys(customAttributes ?? {})).toContain(name);
  await connection.close();
});
