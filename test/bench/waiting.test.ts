import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { SHIPPED, waiting } from '../../bench/waiting.ts';
import { runSmall } from '../support/small-bench.ts';

/** Temporal ends a workflow with 51,200 events; each reminder and each vote adds some. */
const EVENTS_AT_MOST = 80;

it('what waits for approval has a short history, and every click is recorded', async () => {
  const { named } = await runSmall(waiting);
  expect(named).toMatchObject([{ waiting: 5, clicks: 3 }]);
  expect(named[0]?.['events each']).toBeGreaterThan(10);
  expect(named[0]?.['events each']).toBeLessThanOrEqual(EVENTS_AT_MOST);
});

it('the memory that is measured is the memory that is shipped', () => {
  const [image = '', compose = '', kubernetes = ''] = [
    ...['Dockerfile', 'docker-compose.yml', 'kubernetes/base/worker.yaml'].map((path) => readFileSync(path, 'utf8')),
  ];
  expect(image).toContain(`MALLOC_ARENA_MAX=${SHIPPED.MALLOC_ARENA_MAX}\n`);
  expect(compose).toContain(`NODE_OPTIONS: ${SHIPPED.NODE_OPTIONS} #`);
  expect(kubernetes).toContain(`{ name: NODE_OPTIONS, value: ${SHIPPED.NODE_OPTIONS} }`);
});
