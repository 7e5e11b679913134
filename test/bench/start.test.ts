import { expect, it } from '@jest/globals';
import { start } from '../../bench/start.ts';
import { runSmall } from '../support/small-bench.ts';

it('both processes come up, and the workflow bundle is small', async () => {
  const { named, figures } = await runSmall(start);
  expect(named.map((row) => row['process'])).toEqual(['worker', 'slack-gateway']);
  expect(figures).toMatchObject([{ what: 'Workflow bundle', unit: 'MB', atMost: 1.8 }]);
  expect(figures[0]?.measured).toBeLessThan(1.8);
});
