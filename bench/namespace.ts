import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { liftEditRate } from '../sandbox/lift-edit-rate.ts';
import { registerSearchAttributes } from '../worker/search-attributes.ts';
import type { Temporal } from './bench.ts';
import { until } from './lanes.ts';

/** A new namespace with our search attributes. Slack's 50 edits a minute are lifted: everything else would wait for them. */
export async function openNamespace({ address }: Temporal) {
  const connection = await Connection.connect({ address });
  const namespace = `bench_${randomUUID().slice(0, 8)}`;
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  const isRegistered = () =>
    registerSearchAttributes(connection, namespace).then(
      ({ kind }) => kind === 'registered',
      () => false, // a new namespace is known everywhere only after a moment
    );
  await until(isRegistered, 'the search attributes are registered');
  await liftEditRate(connection, namespace);
  return { connection, namespace };
}
