import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createLambdaClients } from '../../activities/lambda/client.ts';
import { createLambdaActivities } from '../../activities/lambda/index.ts';
import { type AwsSandbox, createAws } from '../../sandbox/aws/index.ts';

type LambdaFunction = Parameters<AwsSandbox['lambda']['register']>[1];
type Handler = LambdaFunction['handler'];

const TIMEOUT_MS = 5_000;

let aws: AwsSandbox;
let lambda: ReturnType<typeof createLambdaActivities>;
let count = 0;
const before = { ...process.env };

beforeAll(async () => {
  aws = createAws();
  await aws.listen();
  Object.assign(process.env, { AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' });
  lambda = createLambdaActivities(createLambdaClients('ap-northeast-1'));
});
afterAll(async () => {
  process.env = before;
  await aws.close();
});

function aFunction(handler: Handler = () => ({ ok: true }), more: Partial<LambdaFunction> = {}): string {
  count += 1;
  aws.lambda.register(`fn-${count}`, { handler, ...more });
  return `fn-${count}`;
}

interface With {
  readonly mode?: 'event';
  readonly activities?: typeof lambda;
  readonly environment?: MockActivityEnvironment;
  readonly qualifier?: string;
  readonly payload?: Parameters<typeof lambda.invokeFunction>[0]['payload'];
}

function invoke(name: string, given: With = {}) {
  const { activities = lambda, environment = new MockActivityEnvironment(), payload = { n: 1 }, ...more } = given;
  return environment.run(activities.invokeFunction, { function: name, payload, timeoutMs: TIMEOUT_MS, ...more });
}
const runs = (name: string) => aws.lambda.executions(name).length;
const requests = (name: string) => aws.gate.calls.filter(({ operation }) => operation.endsWith(` ${name}`)).length;

/** The same AWS as in `process.env`, but for what is given. */
async function withEnvironment<T>(over: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<T> {
  const kept = { ...process.env };
  Object.assign(process.env, over);
  try {
    return await work();
  } finally {
    process.env = kept;
  }
}

const ANSWERED = { kind: 'answered', requestId: expect.any(String) };

describe('invokeFunction: what the function answers', () => {
  it('sends the payload and brings the answer', async () => {
    const name = aFunction((payload) => ({ got: payload }));
    expect(await invoke(name)).toEqual({ ...ANSWERED, payload: '{"got":{"n":1}}' });
    expect(aws.lambda.executions(name)).toEqual([{ n: 1 }]);
  });

  it.each([
    ['text', () => Buffer.from('Deployment completed'), 'Deployment completed'],
    ['nothing', () => Buffer.from(''), ''],
    ['null', () => null, 'null'],
    ['a no inside a good answer', () => ({ ok: false }), '{"ok":false}'],
  ])('brings %s as it came', async (_, handler, payload) => {
    const name = aFunction(handler);
    expect(await invoke(name)).toEqual({ ...ANSWERED, payload });
    expect(runs(name)).toBe(1);
  });

  it.each(['Handled', 'Unhandled'] as const)('brings an error, %s, for others to judge', async (functionError) => {
    const fails: Handler = () => {
      throw new RangeError('no shards left');
    };
    const name = aFunction(fails, { functionError });
    const payload = expect.stringContaining('no shards left');
    expect(await invoke(name)).toEqual({ ...ANSWERED, functionError, payload });
    expect(runs(name)).toBe(1);
  });

  it('cuts a long answer at 64 KiB, between two characters', async () => {
    const name = aFunction(() => Buffer.from(`x${'本'.repeat(30_000)}`));
    const answer = await invoke(name);
    expect(answer).toEqual({ ...ANSWERED, payload: `x${'本'.repeat(21_845)}` });
  });

  it('runs the version that the qualifier names', async () => {
    const version: Handler = (_, context) => context.version;
    const name = aFunction(version, { aliases: { live: '7' } });
    expect(await invoke(name, { qualifier: 'live' })).toEqual({ ...ANSWERED, payload: '"7"' });
  });
});

const status = (code: number, body: unknown, type?: string) =>
  ({ kind: 'status', status: code, body, ...(type && { headers: { 'x-amzn-errortype': type } }) }) as const;

describe('invokeFunction: never a second time', () => {
  it.each([
    ['the connection drops before it ran', { kind: 'reset', when: 'before' }, 'unknown', 0],
    ['the connection drops after it ran', { kind: 'reset', when: 'after' }, 'unknown', 1],
    ['a gateway’s 502', status(502, 'bad gateway'), 'unknown', 0],
    ['500 as AWS words it', status(500, { Message: 'x' }, 'ServiceException'), 'unknown', 0],
    ['an answer that nobody can read', status(404, '<html>'), 'unknown', 0],
    ['a proxy that quotes another’s connection', status(502, 'connect ECONNREFUSED'), 'unknown', 0],
    ['throttled', status(429, { Message: 'Rate' }, 'TooManyRequestsException'), 'not-run', 0],
    ['429 from a proxy', status(429, '<html>'), 'not-run', 0],
    ['not ready yet', status(409, { Message: 'Pending' }, 'ResourceConflictException'), 'not-run', 0],
  ] as const)('%s: one request', async (_, mishap, kind, executions) => {
    const name = aFunction();
    aws.gate.plan({ operation: new RegExp(` ${name}$`), mishap });
    expect(await invoke(name)).toMatchObject({ kind, detail: expect.stringMatching(/\w/) });
    expect(runs(name)).toBe(executions);
    expect(requests(name)).toBe(1);
  });

  it('an answer that comes too late is unknown', async () => {
    const name = aFunction((_, { signal }) => once(signal, 'abort'));
    const impatient = createLambdaActivities(createLambdaClients('x', 200 - TIMEOUT_MS));
    const answer = await invoke(name, { activities: impatient });
    expect(answer).toEqual({ kind: 'unknown', detail: expect.stringContaining('TimeoutError') });
    expect([runs(name), requests(name)]).toEqual([1, 1]);
  });

  it('heartbeats while it waits; cancelled, it may have run', async () => {
    const environment = new MockActivityEnvironment({ heartbeatTimeoutMs: 3_000 });
    const beat = once(environment, 'heartbeat');
    const name = aFunction((_, { signal }) => once(signal, 'abort'));
    const answer = invoke(name, { environment });
    await beat;
    expect(runs(name)).toBe(1);
    environment.cancel();
    expect(await answer).toEqual({ kind: 'unknown', detail: expect.stringContaining('may have run') });
    expect(requests(name)).toBe(1);
  });

  it('uses each connection once, so that one that died while idle is not taken for a lost answer', async () => {
    const server = createServer((socket) => {
      let asked = 0;
      socket.on('error', () => {});
      socket.on('data', () => {
        asked += 1;
        if (asked > 1) socket.resetAndDestroy();
        else
          socket.write(
            'HTTP/1.1 200 OK\r\nx-amzn-requestid: 1\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\n{}',
          );
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await withEnvironment({ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }, async () => {
      for (let turn = 1; turn <= 3; turn += 1)
        expect(await invoke('fn', { payload: {} })).toEqual({ ...ANSWERED, payload: '{}' });
    });
    await new Promise((closed) => server.close(closed));
  });
});

describe('invokeFunction: what surely did not run', () => {
  it('says when Lambda wants to be asked again', async () => {
    const name = aFunction();
    const mishap = {
      ...status(429, { Message: 'Rate' }),
      headers: { 'x-amzn-errortype': 'TooManyRequestsException', 'retry-after': '7' },
    };
    aws.gate.plan({ operation: new RegExp(` ${name}$`), mishap });
    expect(await invoke(name)).toMatchObject({ kind: 'not-run', retryAfterMs: 7_000 });
  });

  it('nobody listens there', async () => {
    const answer = await withEnvironment({ AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, () => invoke('fn'));
    expect(answer).toEqual({ kind: 'not-run', detail: expect.stringContaining('ECONNREFUSED'), retryAfterMs: 5_000 });
  });

  it('no connection in time', async () => {
    const httpAgent = { lookup: () => {} }; // never finds the address
    const requestHandler = { connectionTimeout: 50, httpAgent };
    const unreachable = createLambdaActivities(
      () => new LambdaClient({ region: 'x', maxAttempts: 1, endpoint: 'http://lambda.test', requestHandler }),
    );
    expect(await invoke('fn', { activities: unreachable })).toMatchObject({ kind: 'not-run' });
  });

  it('a worker without a region does not even ask', async () => {
    const nowhere = { AWS_REGION: '', AWS_DEFAULT_REGION: '', AWS_CONFIG_FILE: '/dev/null' };
    const answer = await withEnvironment(nowhere, () =>
      invoke('fn', { activities: createLambdaActivities(createLambdaClients(undefined)) }),
    );
    expect(answer).toMatchObject({ kind: 'not-run', detail: expect.stringContaining('Region') });
  });

  it.each([
    ['a function that does not exist', 'fn-none', {}, 'function-not-found', /no function fn-none/],
    ['a version that does not exist', undefined, { qualifier: 'gone' }, 'function-not-found', /Cannot find alias/],
    ['a payload over 6 MB', undefined, { payload: 'x'.repeat(6_300_000) }, 'function-failed', /did not run/],
  ])('%s is refused for good', async (_, missing, given, type, message) => {
    const name = missing ?? aFunction();
    const failure = { type, nonRetryable: true, message: expect.stringMatching(message) };
    await expect(invoke(name, given)).rejects.toMatchObject(failure);
    expect(runs(name)).toBe(0);
  });

  it.each(['BAD', 'BADSECRET', 'EXPIRED', 'DENIED'])('credentials that AWS refuses (%s)', async (key) => {
    const name = aFunction();
    const answer = withEnvironment({ AWS_ACCESS_KEY_ID: key }, () => invoke(name));
    await expect(answer).rejects.toMatchObject({ type: 'credentials-refused', nonRetryable: true });
    expect(runs(name)).toBe(0);
  });
});

describe('mode: event', () => {
  it('is done when Lambda took the event; the function runs on', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const name = aFunction(() => finished.then(() => ({ ok: true })));
    expect(await invoke(name, { mode: 'event' })).toEqual({ kind: 'accepted' });
    expect(runs(name)).toBe(1);
    finish();
  });

  it('whose acknowledgement is lost is unknown, and was sent once', async () => {
    const name = aFunction();
    aws.gate.plan({ operation: new RegExp(` ${name}$`), mishap: { kind: 'reset', when: 'after' } });
    expect(await invoke(name, { mode: 'event' })).toMatchObject({ kind: 'unknown' });
    expect([runs(name), requests(name)]).toEqual([1, 1]);
  });
});
