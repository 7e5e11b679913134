import { expect, it } from '@jest/globals';
import { pollCycle } from '../../bench/poll-cycle.ts';
import { runSmall } from '../support/small-bench.ts';

it('a poll that finds nothing new is one ECR call, and four actions', async () => {
  const { named } = await runSmall(pollCycle);
  const nothing = named.find((row) => row['new'] === 'nothing');
  // The Schedule two, the workflow one, its activity one.
  expect(nothing).toMatchObject({ services: 10, 'actions each': 4 });
  expect(nothing?.['ECR calls']).toBe(nothing?.['polls']);
}, 400_000); // processes of its own, and counters that have to rest
