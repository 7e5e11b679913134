import { expect, it } from '@jest/globals';
import { findImage } from '../../bench/find-image.ts';
import { runSmall } from '../support/small-bench.ts';

it('one ECR call finds the followed image, however many there are', async () => {
  const { rows, figures } = await runSmall(findImage);
  expect(figures).toEqual([{ what: expect.any(String), measured: 1, unit: 'calls', atMost: 1 }]);
  expect(rows.map(([images, calls, , ancestorsCalls]) => [images, calls, ancestorsCalls])).toEqual([
    [100, 1, 1],
    [1_000, 1, 10],
  ]);
});
