import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { z } from 'zod';
import { type Company, openCompany } from '../../sandbox/company.ts';
import { freePort } from '../../sandbox/free-port.ts';
import { type HouseProcess, startHouseProcess } from '../../sandbox/house-process.ts';
import { eventually } from '../support/deploying.ts';
import { aLineToTemporal, type Line } from '../support/line-to-temporal.ts';
import { deleteSchedules } from '../support/test-town.ts';

const Readiness = z.object({ reasons: z.array(z.string()) });
const PATH = 'web/overlays/staging/kustomization.yaml';
const AWAY = { operation: /./, times: Number.POSITIVE_INFINITY, mishap: { kind: 'status', status: 503 } } as const;
const namespace = `test-${randomUUID()}`;

let company: Company;
let connection: Connection;
let client: Client;
let line: Line;
let env: Record<string, string>;
let worker: HouseProcess;
let gateway: HouseProcess;
let url: string;

beforeAll(async () => {
  connection = await Connection.connect({ address: process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '' });
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  client = new Client({ connection, namespace });
  company = await openCompany();
  line = await aLineToTemporal();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  company.slack.setGateway(`${url}/slack/events`);
  env = { ...company.env, PORT: String(port), TEMPORAL_ADDRESS: line.address, TEMPORAL_NAMESPACE: namespace };
});
afterAll(async () => {
  company.slack.gate.release();
  company.github.gate.release();
  await Promise.all([worker.stop(), gateway.stop()]);
  await deleteSchedules(client);
  await Promise.all([line.cut(), company.close(), connection.close()]);
});

const startWorker = (readyLine?: string) => start('worker', readyLine);
const startGateway = (readyLine?: string) => start('slack-gateway', readyLine);
const start = (name: HouseProcess['name'], readyLine?: string) =>
  startHouseProcess({ name, env, ...(readyLine !== undefined && { readyLine }) });

async function readiness() {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, ...Readiness.parse(await response.json()) };
}
const untilReady = (reasons: readonly string[]) =>
  eventually(
    async () => {
      const found = await readiness();
      const isSo =
        found.reasons.length === reasons.length && reasons.every((word, index) => found.reasons[index]?.includes(word));
      return isSo ? found : undefined;
    },
    `/readyz to say ${reasons.join(', ') || 'ok'}`,
  );
const said = (process: HouseProcess, words: string) =>
  eventually(async () => process.lines.find((one) => one.includes(words)), `${process.name} to say: ${words}`);
const say = async (words: string) => {
  const message = company.slack.say({ user: 'U0DEV1', channel: 'C0DEPLOYS', text: `<@U0TEMPOCAT> ${words}` });
  await message.delivered;
  return `deploy:web:staging:C0DEPLOYS-${message.ts}`;
};
const deployed = (tag: string) =>
  company.slack.waitForMessage(
    ({ text, threadTs }) => !threadTs && text.includes(tag) && text.includes('*Deployed*'),
    60_000,
  );
const commitsOf = async (tag: string) =>
  (await company.github.log('example/manifests')).filter(({ subject }) => subject.includes(tag));

describe('both processes, started while Temporal, Slack and GitHub are away,', () => {
  it('live, say what they wait for, are not ready, and can be stopped', async () => {
    for (const { gate } of [company.slack, company.github]) gate.plan(AWAY);
    [worker, gateway] = await Promise.all([
      startWorker('Temporal cannot be reached yet'),
      startGateway('Slack cannot be reached yet'),
    ]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await untilReady(['Slack', 'Temporal'])).status).toBe(503);
    expect(await worker.stop()).toBe(0);
  });

  it('go on by themselves when one after the other is there', async () => {
    worker = await startWorker('Temporal cannot be reached yet');
    await line.mend();
    await said(worker, 'worker ready');
    expect((await untilReady(['Slack'])).status).toBe(503);
    company.slack.gate.release();
    expect((await untilReady([])).status).toBe(200);
    await said(gateway, 'gateway ready');
  });

  it('take what they are asked to do before GitHub is there, and do it when it is, once', async () => {
    const tag = await company.push('web');
    const deployId = await say('deploy web staging');
    await eventually(async () => company.github.gate.calls.at(2), 'GitHub to be asked again and again');
    expect((await client.workflow.getHandle(deployId).describe()).status.name).toBe('RUNNING');
    company.github.gate.release();
    await deployed(tag);
    expect(await commitsOf(tag)).toHaveLength(1);
  });
});

describe('Temporal that goes away for a while', () => {
  it('is said at /readyz, and both go on when it is back', async () => {
    await line.cut();
    expect((await untilReady(['Temporal'])).status).toBe(503);
    await line.mend();
    await untilReady([]);
    const tag = await company.push('web');
    await say('deploy web staging');
    await deployed(tag);
    expect(worker.child.exitCode).toBeNull();
  });
});

describe('a gateway that is told to stop', () => {
  it('carries out what it has taken, also when Slack no longer waits for the answer, and ends well', async () => {
    company.slack.gate.plan({ operation: /^users\.info$/, mishap: { kind: 'delay', ms: 2_000 } });
    const tag = await company.push('web');
    const before = company.slack.gate.calls.length;
    const { id, hangUp } = postMention();
    await eventually(
      async () => company.slack.gate.calls.slice(before).find(({ operation }) => operation === 'users.info'),
      'the question who asks',
    );
    hangUp();
    expect(await gateway.stop()).toBe(0);
    expect((await client.workflow.getHandle(id).describe()).type).toBe('deploy');
    await deployed(tag);
    gateway = await startGateway();
  });
});

describe('a worker that is told to stop', () => {
  it('finishes what is nearly done; what waits for long is given to the next worker, and nothing is done twice', async () => {
    const first = await company.push('web');
    company.github.gate.plan({ operation: /^PUT .*contents/, mishap: { kind: 'delay', ms: 3_000 } });
    company.argocd.setAutoSync('web-staging', false);
    await say('deploy web staging');
    await eventually(
      async () =>
        company.github.gate.calls.find(({ operation, executed }) => /^PUT .*contents/.test(operation) && !executed),
      'the commit to be under way',
    );
    const stopping = worker.stop();
    expect(await stopping).toBe(0);
    expect(await company.github.read('example/manifests', PATH)).toContain(first);

    worker = await startWorker();
    await company.slack.waitForMessage(
      ({ text }) => text.includes(first) && text.includes('automatic sync is off'),
      45_000,
    );
    expect(await worker.stop()).toBe(0); // while it watches Argo CD
    worker = await startWorker();
    company.argocd.setAutoSync('web-staging', true);
    await deployed(first);
    expect(await commitsOf(first)).toHaveLength(1);
  });
});

/** A mention as Slack sends it, whose answer we may stop waiting for. */
function postMention() {
  const timestamp = `${Math.floor(Date.now() / 1_000)}`;
  const ts = `${timestamp}.000777`;
  const event = {
    type: 'app_mention',
    user: 'U0DEV2',
    channel: 'C0DEPLOYS',
    ts,
    text: '<@U0TEMPOCAT> deploy web staging',
  };
  const body = JSON.stringify({ type: 'event_callback', team_id: 'T0SANDBOX', event });
  const hash = createHmac('sha256', env['SLACK_SIGNING_SECRET'] ?? '')
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hash}`,
  };
  const posting = request(`${url}/slack/events`, { method: 'POST', agent: false, headers });
  posting.on('error', () => undefined); // the test hangs up
  posting.end(body);
  return { id: `deploy:web:staging:C0DEPLOYS-${ts}`, hangUp: () => posting.destroy() };
}
