import { startTemporalServer } from '../../dist/sandbox/temporal-server.js';

/**
 * One Temporal server for the whole run, of our own: never a caller's TEMPORAL_ADDRESS, which could be production.
 * Plain JavaScript over `dist/`, because jest loads this file before it can transform TypeScript; `npm test` builds first.
 */
export default async function setUp() {
  const server = await startTemporalServer({ say: (line) => console.error(line) });
  globalThis.temporalServer = server; // teardown runs in the same process
  process.env.TEMPOCAT_TEST_TEMPORAL = server.address;
  process.env.TEMPOCAT_TEST_TEMPORAL_METRICS = server.metricsUrl;
}
