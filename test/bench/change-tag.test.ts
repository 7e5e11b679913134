import { expect, it } from '@jest/globals';
import { changeTag } from '../../bench/change-tag.ts';
import { runSmall } from '../support/small-bench.ts';

it('a tag is changed with three calls to GitHub, by a pull request with eight', async () => {
  const { named } = await runSmall(changeTag);
  expect(named.map(({ way, calls }) => [way, calls])).toEqual([
    ['commit', 3],
    ['pull request', 8],
    ['clone and push', expect.any(Number)],
  ]);
});
