import { describe, expect, it } from '@jest/globals';
import { createCatalogActivities } from '../../activities/catalog/index.ts';
import { aTarget } from '../support/a-target.ts';

describe('presentEntry', () => {
  let targets = [aTarget({ service: 'api' }), aTarget({ service: 'web' })];
  const { presentEntry } = createCatalogActivities(() => targets);

  it('is the entry as the worker has it now, not as it was when the worker began', async () => {
    targets = targets.map((target) => ({ ...target, deployers: ['releasers'] }));
    expect(await presentEntry({ service: 'web', environment: 'staging' })).toEqual(targets[1]);
  });

  it.each([
    ['service', { service: 'gone', environment: 'staging' }],
    ['environment', { service: 'api', environment: 'production' }],
  ])('knows no other %s', async (_, asked) => {
    expect(await presentEntry(asked)).toBeNull();
  });
});
