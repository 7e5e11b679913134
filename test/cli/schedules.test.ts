import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { runCli } from '../../cli/run.ts';
import { parseCatalog } from '../../domain/catalog.ts';
import { CATALOG_PATH } from '../../sandbox/company.ts';
import { reconcileDriftCheck } from '../../worker/drift-schedule.ts';
import { reconcileSchedules } from '../../worker/schedules.ts';
import { TASK_QUEUE } from '../../workflows/contract/ids.ts';
import { aTerminal } from '../support/a-terminal.ts';

const address = process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '';
const namespace = `schedules-${randomUUID()}`;
const folder = mkdtempSync(join(tmpdir(), 'tempocat-schedules-'));
const file = join(folder, 'catalog.yaml');
const text = readFileSync(CATALOG_PATH, 'utf8');
let client: Client;

beforeAll(async () => {
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  client = new Client({ connection, namespace });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await client.connection.close();
});

async function schedules(catalog: string, ...flags: readonly string[]) {
  writeFileSync(file, catalog);
  const terminal = aTerminal({
    env: { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPOCAT_CATALOG: file },
  });
  expect(await runCli(['schedules', ...flags], terminal)).toBe(0);
  return terminal.said();
}

/** As a worker does at its start. */
async function reconcile(catalog: string): Promise<void> {
  const parsed = parseCatalog(catalog);
  if (parsed.kind !== 'catalog') throw new Error('the catalogue is broken');
  const { targets } = parsed.catalog;
  await reconcileSchedules(client, { taskQueue: TASK_QUEUE, targets });
  await reconcileDriftCheck(client, { taskQueue: TASK_QUEUE, targets });
}

const changesOf = (said: string) =>
  JSON.parse(said).data.map(({ id, state, change, why }: Record<string, string>) => [id, state, change, why]);

describe('tempocat schedules', () => {
  it('shows what is there, what a worker would change, and changes nothing', async () => {
    expect(changesOf(await schedules(text, '--json'))).toEqual([
      ['auto-deploy:example/api', 'absent', 'create', 'every 10s'],
      ['auto-deploy:example/shop', 'absent', 'create', 'every 10s'],
      ['drift-check', 'absent', 'create', 'every 1h'],
    ]);

    await reconcile(text);
    await client.schedule.getHandle('auto-deploy:example/shop').pause('by hand');
    expect(changesOf(await schedules(text, '--json'))).toEqual([
      ['auto-deploy:example/api', 'runs', 'none', ''],
      ['auto-deploy:example/shop', 'paused', 'none', ''],
      ['drift-check', 'runs', 'none', ''],
    ]);

    const slower = text
      .replace('autoDeploy: { every: 10s }', 'autoDeploy: { every: 2m }')
      .replaceAll('example/shop', 'example/store');
    expect(changesOf(await schedules(slower, '--json'))).toEqual([
      ['auto-deploy:example/api', 'runs', 'update', 'every 2m, what it looks at'],
      ['auto-deploy:example/store', 'absent', 'create', 'every 10s'],
      ['drift-check', 'runs', 'none', ''],
      ['auto-deploy:example/shop', 'paused', 'delete', 'nothing in the catalogue follows it'],
    ]);
    expect(await schedules(text)).toMatch(
      /│ auto-deploy:example\/shop +│ 10s +│ paused +│ +│ as the catalogue says +│/,
    );
  });
});
