import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type AwsSandbox, createAws } from '../../sandbox/aws/index.ts';
import type { Watchman } from '../../sandbox/fault-gate.ts';

let aws: AwsSandbox;
beforeAll(async () => {
  aws = createAws();
  aws.lambda.register('count', { handler: () => ({ ok: true }) });
  await aws.listen();
});
afterAll(() => aws.close());

/** A call by hand, so that it can be hung up; the signature is only looked at, not reckoned. */
function call(payload: string) {
  const url = new URL('/2015-03-31/functions/count/invocations', aws.url);
  const sent = request(url, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/20261125/ap-northeast-1/lambda/aws4_request, Signature=x',
    },
  });
  sent.on('error', () => {}); // hung up
  sent.end(payload);
  return sent;
}

/** Keeps the next call of this payload back, and says when it has it. */
function keep(payload: string, when: 'before' | 'after'): Promise<void> {
  return new Promise((kept) => {
    const watchman: Watchman = async (_, request) => {
      if ((await request.text()) !== payload) return undefined;
      setImmediate(kept);
      return when;
    };
    aws.gate.post(watchman);
  });
}

const ran = (payload: string) => aws.lambda.executions('count').filter((given) => JSON.stringify(given) === payload);

it('a watchman sees what is asked, and keeps it back before the vendor does its work', async () => {
  const kept = keep('1', 'before');
  const sent = call('1');
  await kept;
  expect(ran('1')).toEqual([]);
  aws.gate.release();
  await once(sent, 'response');
  expect(ran('1')).toEqual([1]);
});

it('who hangs up while it is kept back before the work is not served', async () => {
  const kept = keep('2', 'before');
  const sent = call('2');
  await kept;
  const closed = new Promise((resolve) => sent.once('close', resolve));
  sent.destroy();
  await closed;
  aws.gate.post(undefined);
  await once(call('3'), 'response'); // by then the other end has seen it, too
  aws.gate.release();
  await once(call('4'), 'response');
  expect([ran('2'), ran('3'), ran('4')]).toEqual([[], [3], [4]]);
});

it('kept back after the work it was done, whoever hears of it', async () => {
  const kept = keep('5', 'after');
  const sent = call('5');
  await kept;
  sent.destroy();
  aws.gate.post(undefined);
  await once(call('6'), 'response');
  expect([ran('5'), ran('6')]).toEqual([[5], [6]]);
  aws.gate.release();
});

it('what was to be kept and is released before it came so far is kept no more', async () => {
  let decide = (_: 'after'): void => {};
  const asked = new Promise<void>((isAsked) => {
    aws.gate.post(async () => {
      isAsked();
      return new Promise((decided) => {
        decide = decided;
      });
    });
  });
  const sent = call('7');
  await asked;
  aws.gate.release();
  decide('after');
  await once(sent, 'response');
  expect(ran('7')).toEqual([7]);
  aws.gate.post(undefined);
});
