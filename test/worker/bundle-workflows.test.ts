import { statSync } from 'node:fs';
import { expect, it } from '@jest/globals';

it.each(['workflow-bundle', 'workflow-bundle-sealed'])(
  '%s stays under 1.8 MB: every worker loads it at start',
  (name) => {
    const { size } = statSync(`dist/worker/${name}.js`);
    expect(size).toBeGreaterThan(100_000);
    expect(size).toBeLessThan(1_800_000);
  },
);
