import { expect, it } from '@jest/globals';
import { pollCycle } from '../../bench/poll-cycle.ts';
import { runSmall } from '../support/small-bench.ts';

it('a look at ten services that finds nothing new is ten ECR calls, and four actions each', async () => {
  const { named } = await runSmall(pollCycle);
  const nothing = named.find((row) => row['new'] === 'nothing');
  // The Schedule two, the workflow one, its activity one.
  expect(nothing).toMatchObject({ services: 10, 'ECR calls': 10, actions: 40 });
});
