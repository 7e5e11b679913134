import { expect, it } from '@jest/globals';
import { gateway } from '../../bench/gateway.ts';
import { runSmall } from '../support/small-bench.ts';

it('every command starts one deploy, or its asker hears that it was not recorded', async () => {
  const { named } = await runSmall(gateway);
  expect(named.map((row) => [row['with'], row['deploys started'], row['told that it failed']])).toEqual([
    ['a worker at work', 20, 0],
    ['no worker', 20, 0],
    ['a slow Temporal', 20, 0],
    ['no Temporal', 0, 20],
  ]);
});
