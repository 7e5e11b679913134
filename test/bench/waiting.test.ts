import { expect, it } from '@jest/globals';
import { waiting } from '../../bench/waiting.ts';
import { runSmall } from '../support/small-bench.ts';

/** Temporal ends a workflow with 51,200 events; each reminder and each vote adds some. */
const EVENTS_AT_MOST = 80;

it('what waits for approval has a short history, and every click is recorded', async () => {
  const { named } = await runSmall(waiting);
  expect(named).toMatchObject([{ waiting: 5, clicks: 3 }]);
  expect(named[0]?.['events each']).toBeGreaterThan(10);
  expect(named[0]?.['events each']).toBeLessThanOrEqual(EVENTS_AT_MOST);
});
