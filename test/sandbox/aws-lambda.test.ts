import { InvokeCommand, type InvokeCommandInput, LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AwsSandbox, createAws } from '../../sandbox/aws/index.ts';

let aws: AwsSandbox;
let lambda: LambdaClient;
const clients: LambdaClient[] = [];

function clientOf(accessKeyId: string, maxAttempts = 1): LambdaClient {
  const credentials = { accessKeyId, secretAccessKey: 'secret' };
  const client = new LambdaClient({ endpoint: aws.url, region: 'ap-northeast-1', credentials, maxAttempts });
  clients.push(client);
  return client;
}

beforeEach(async () => {
  aws = createAws();
  await aws.listen();
  aws.lambda.register('echo', { handler: (payload) => ({ heard: payload }), aliases: { live: '3' } });
  lambda = clientOf('AKIA');
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await aws.close();
});

async function invoke(FunctionName: string, input: Partial<InvokeCommandInput> = {}, client = lambda) {
  const { Payload, ...answer } = await client.send(new InvokeCommand({ FunctionName, ...input }));
  return { ...answer, text: Payload?.transformToString() ?? '' };
}

describe('a synchronous invocation', () => {
  it('answers what the function returns, and remembers the payload', async () => {
    const answer = await invoke('echo', { Payload: '{"tag":"v1","ü":["日"]}' });
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(answer.FunctionError).toBeUndefined();
    expect(JSON.parse(answer.text)).toEqual({ heard: { tag: 'v1', ü: ['日'] } });
    expect(aws.lambda.executions('echo')).toEqual([{ tag: 'v1', ü: ['日'] }]);
    expect(aws.gate.count(/^lambda\.Invoke echo$/)).toBe(1);
  });

  it('takes names, ARNs and qualifiers, and says which version ran', async () => {
    const arn = 'arn:aws:lambda:ap-northeast-1:123456789012:function:echo';
    expect((await invoke('echo', { Qualifier: 'live' })).ExecutedVersion).toBe('3');
    expect((await invoke('echo', { Qualifier: '3' })).ExecutedVersion).toBe('3');
    expect((await invoke('echo:live')).ExecutedVersion).toBe('3');
    expect((await invoke(arn)).ExecutedVersion).toBe('$LATEST');
    expect((await invoke(`${arn}:live`)).ExecutedVersion).toBe('3');
    expect(aws.gate.count(/^lambda\.Invoke echo$/)).toBe(5);
  });

  it('answers null for nothing, bytes as they are, and nothing at all when the function says so', async () => {
    aws.lambda.register('nothing', { handler: () => undefined });
    aws.lambda.register('text', { handler: () => Buffer.from('done, 3 documents') });
    aws.lambda.register('empty', { handler: () => new Uint8Array() });
    expect((await invoke('nothing')).text).toBe('null');
    expect((await invoke('text')).text).toBe('done, 3 documents');
    expect((await invoke('empty')).text).toBe('');
  });

  it('brings the tail of the log only when asked', async () => {
    aws.lambda.register('chatty', {
      handler: (_, { log, requestId }) => {
        for (let line = 1; line <= 500; line += 1) log(`line ${line} of ${requestId}`);
      },
    });
    expect((await invoke('chatty')).LogResult).toBeUndefined();
    const log = Buffer.from((await invoke('chatty', { LogType: 'Tail' })).LogResult ?? '', 'base64');
    expect(log).toHaveLength(4_096);
    expect(log.toString()).toMatch(/line 500 of [0-9a-f-]+\nEND RequestId: .*\nREPORT RequestId: .*\n$/);
  });
});

describe('a function that fails answers 200', () => {
  it('with what it threw', async () => {
    aws.lambda.register('broken', {
      handler: () => {
        throw new RangeError('the index has no shards left');
      },
    });
    const { StatusCode, FunctionError, text } = await invoke('broken');
    expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: 'Unhandled' });
    const { trace, ...error } = JSON.parse(text);
    expect(error).toEqual({ errorType: 'RangeError', errorMessage: 'the index has no shards left' });
    expect(trace[0]).toBe('RangeError: the index has no shards left');
  });

  it('marked Handled by older runtimes', async () => {
    aws.lambda.register('old', { handler: () => Promise.reject(new Error('no')), functionError: 'Handled' });
    expect((await invoke('old')).FunctionError).toBe('Handled');
  });

  it('when its time is up, and then stops', async () => {
    let stopped: () => void = () => {};
    const stops = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    aws.lambda.register('slow', {
      timeoutMs: 50,
      handler: (_, { signal }) => new Promise(() => signal.addEventListener('abort', () => stopped())),
    });
    const { FunctionError, text } = await invoke('slow');
    expect(FunctionError).toBe('Unhandled');
    expect(JSON.parse(text)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]+ Error: Task timed out after 0\.05 seconds$/),
    });
    await stops;
  });

  it('when its answer is too large', async () => {
    aws.lambda.register('large', { handler: () => 'x'.repeat(6_291_556) });
    expect(JSON.parse((await invoke('large')).text)).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });
});

describe('other kinds of invocation', () => {
  it('Event: 202 at once, the function runs without anybody', async () => {
    let finish: () => void = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    aws.lambda.register('background', { handler: () => finished.then(() => Promise.reject(new Error('unheard'))) });
    const answer = await invoke('background', { InvocationType: 'Event', Payload: '{"n":1}' });
    expect(answer).toMatchObject({ StatusCode: 202, text: '' });
    expect(aws.lambda.executions('background')).toEqual([{ n: 1 }]);
    finish();
  });

  it('DryRun: 204, and nothing runs', async () => {
    expect((await invoke('echo', { InvocationType: 'DryRun' })).StatusCode).toBe(204);
    expect(aws.lambda.executions('echo')).toEqual([]);
  });
});

describe('what Lambda refuses, without running anything', () => {
  const arn = 'arn:aws:lambda:ap-northeast-1:123456789012:function';
  it.each([
    ['nope', {}, 404, 'ResourceNotFoundException', `Function not found: ${arn}:nope`],
    ['echo', { Qualifier: 'dead' }, 404, 'ResourceNotFoundException', `Cannot find alias arn: ${arn}:echo:dead`],
    ['echo', { Qualifier: '9' }, 404, 'ResourceNotFoundException', `Function not found: ${arn}:echo:9`],
    ['echo', { Payload: 'not json' }, 400, 'InvalidRequestContentException', 'Could not parse request body into json'],
    ['echo', { Payload: `"${'x'.repeat(6_291_456)}"` }, 413, 'RequestTooLargeException', 'smaller than 6291456 bytes'],
    ['echo', { InvocationType: 'Event', Payload: `"${'x'.repeat(1_048_576)}"` }, 413, 'RequestTooLargeException', ''],
  ] as const)('%s', async (name, input, status, code, message) => {
    await expect(invoke(name, input)).rejects.toMatchObject({
      name: code,
      message: expect.stringContaining(message),
      $metadata: { httpStatusCode: status },
    });
    expect(aws.lambda.executions('echo')).toEqual([]);
  });

  it('bad credentials', async () => {
    await expect(invoke('echo', {}, clientOf('BAD'))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('too many at once, when a fault says so', async () => {
    const headers = { 'x-amzn-errortype': 'TooManyRequestsException' };
    const body = { message: 'Rate Exceeded.', Reason: 'ConcurrentInvocationLimitExceeded' };
    aws.gate.plan({ operation: /^lambda\.Invoke echo$/, mishap: { kind: 'status', status: 429, headers, body } });
    await expect(invoke('echo')).rejects.toMatchObject({ name: 'TooManyRequestsException', Reason: body.Reason });
    expect(aws.lambda.executions('echo')).toEqual([]);
  });
});

describe('a lost answer', () => {
  const lost = {
    operation: /^lambda\.Invoke echo$/,
    times: Number.POSITIVE_INFINITY,
    mishap: { kind: 'reset', when: 'after' },
  } as const;

  it('has run all the same, once without retries', async () => {
    aws.gate.plan(lost);
    await expect(invoke('echo')).rejects.toThrow();
    expect(aws.lambda.executions('echo')).toHaveLength(1);
  });

  it('runs three times with the SDK as it comes', async () => {
    aws.gate.plan(lost);
    await expect(invoke('echo', {}, clientOf('AKIA', 3))).rejects.toThrow();
    expect(aws.lambda.executions('echo')).toHaveLength(3);
  });
});

it('ends functions that still run when it closes', async () => {
  const aborted: boolean[] = [];
  aws.lambda.register('endless', {
    handler: (_, { signal }) => new Promise(() => signal.addEventListener('abort', () => aborted.push(signal.aborted))),
  });
  await invoke('endless', { InvocationType: 'Event' });
  await aws.close();
  expect(aborted).toEqual([true]);
});
