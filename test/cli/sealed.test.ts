import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { runCli } from '../../cli/run.ts';
import { aTerminal } from '../support/a-terminal.ts';

const address = process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '';
let connection: Connection;
beforeAll(async () => {
  connection = await Connection.connect({ address });
});
afterAll(() => connection.close());

it('what is asked for at the command line is encrypted like what is asked for in Slack', async () => {
  const key = randomUUID();
  const terminal = aTerminal({
    env: {
      TEMPORAL_ADDRESS: address,
      TEMPOCAT_CATALOG: 'sandbox/catalog.yaml',
      TEMPOCAT_ENCRYPTION_KEYS: `k:${randomBytes(32).toString('base64')}`,
    },
    account: 'dev-one',
  });
  const words = ['deploy', 'api', 'staging', '--no-wait', '--key', key, '--reason', 'a secret reason'];
  expect(await runCli(words, terminal)).toBe(0); // no worker is there to take it

  const deploy = new Client({ connection }).workflow.getHandle(`deploy:api:staging:cli-${key}`);
  const [first] = (await deploy.fetchHistory()).events ?? [];
  await deploy.terminate('seen');
  const [payload] = first?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  expect(Buffer.from(payload?.metadata?.['encoding'] ?? []).toString()).toBe('binary/encrypted');
  expect(JSON.stringify(first)).not.toContain('a secret reason');
});
