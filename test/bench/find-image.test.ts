import { expect, it } from '@jest/globals';
import { findImage } from '../../bench/find-image.ts';
import { runSmall } from '../support/small-bench.ts';

it('one ECR call finds the followed image, however many there are', async () => {
  const { named, figures } = await runSmall(findImage);
  expect(figures).toEqual([{ what: expect.any(String), measured: 1, unit: 'calls', atMost: 1 }]);
  expect(named).toMatchObject([
    { images: 100, calls: 1, "ancestor's calls": 1 },
    { images: 1_000, calls: 1, "ancestor's calls": 10 },
  ]);
});
