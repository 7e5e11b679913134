import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createLambdaClients } from '../../activities/lambda/client.ts';
import { createLambdaActivities } from '../../activities/lambda/index.ts';
import { type AwsSandbox, createAws } from '../../sandbox/aws/index.ts';

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

function aFunction(handler: (payload: unknown) => unknown = () => ({ ok: true }), timeoutMs = 5_000): string {
  count += 1;
  aws.lambda.register(`fn-${count}`, { handler, timeoutMs });
  return `fn-${count}`;
}
const invoke = (name: string, timeoutMs = 5_000) =>
  new MockActivityEnvironment().run(lambda.invokeFunction, { function: name, payload: { n: 1 }, timeoutMs });
const runs = (name: string) => aws.lambda.executions(name).length;

describe('invokeFunction', () => {
  it('sends the payload and brings the answer', async () => {
    const name = aFunction((payload) => ({ got: payload }));
    expect(await invoke(name)).toEqual({ kind: 'answered', payload: '{"got":{"n":1}}' });
    expect(aws.lambda.executions(name)).toEqual([{ n: 1 }]);
  });

  it('brings an unhandled error as it is, for others to judge', async () => {
    const name = aFunction(() => {
      throw new RangeError('no shards left');
    });
    expect(await invoke(name)).toMatchObject({
      kind: 'answered',
      functionError: 'Unhandled',
      payload: expect.stringContaining('no shards left'),
    });
    expect(runs(name)).toBe(1);
  });

  it.each([
    ['the connection drops before it ran', { kind: 'reset', when: 'before' }, 'unknown', 0],
    ['the connection drops after it ran', { kind: 'reset', when: 'after' }, 'unknown', 1],
    ['502', { kind: 'status', status: 502, body: 'bad gateway' }, 'unknown', 0],
    [
      '500 as AWS words it',
      { kind: 'status', status: 500, body: { Message: 'x' }, headers: { 'x-amzn-errortype': 'ServiceException' } },
      'unknown',
      0,
    ],
    [
      'throttled',
      {
        kind: 'status',
        status: 429,
        body: { Message: 'Rate' },
        headers: { 'x-amzn-errortype': 'TooManyRequestsException' },
      },
      'not-run',
      0,
    ],
  ] as const)('%s: one request, never a second', async (_, mishap, kind, executions) => {
    const name = aFunction();
    aws.gate.plan({ operation: new RegExp(`Invoke ${name}$`), mishap });
    expect(await invoke(name)).toMatchObject({ kind, detail: expect.any(String) });
    expect(runs(name)).toBe(executions);
    expect(aws.gate.calls.filter(({ operation }) => operation.endsWith(name))).toHaveLength(1);
  });

  it('Lambda that nobody can reach surely ran nothing', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9';
    const nowhere = createLambdaActivities(createLambdaClients('ap-northeast-1'));
    const answer = await new MockActivityEnvironment().run(nowhere.invokeFunction, {
      function: 'fn',
      payload: {},
      timeoutMs: 1_000,
    });
    process.env['AWS_ENDPOINT_URL'] = aws.url;
    expect(answer).toEqual({ kind: 'not-run', detail: expect.stringContaining('ECONNREFUSED'), retryAfterMs: 5_000 });
  });

  it('a function that does not exist, and credentials that are refused, are said for good', async () => {
    await expect(invoke('fn-none')).rejects.toMatchObject({
      type: 'function-not-found',
      message: expect.stringContaining('fn-none'),
    });
    const name = aFunction();
    process.env['AWS_ACCESS_KEY_ID'] = 'BAD';
    const refused = createLambdaActivities(createLambdaClients('ap-northeast-1'));
    const answer = new MockActivityEnvironment().run(refused.invokeFunction, {
      function: name,
      payload: {},
      timeoutMs: 1_000,
    });
    await expect(answer).rejects.toMatchObject({ type: 'credentials-refused' });
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIA';
    expect(runs(name)).toBe(0);
  });
});
