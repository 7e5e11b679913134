import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import { Context } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { beating } from '../../worker/beating.ts';

const nothing = { args: [], headers: {} };
const run = (environment: MockActivityEnvironment, work: () => Promise<unknown>) =>
  environment.run(async () => beating(Context.current()).inbound?.execute?.(nothing, work));

it('whatever an activity does, it says that it is alive until that is done', async () => {
  const environment = new MockActivityEnvironment({ heartbeatTimeoutMs: 60 });
  const work = async () => {
    await once(environment, 'heartbeat');
    await once(environment, 'heartbeat');
    return 'done';
  };
  expect(await run(environment, work)).toBe('done');
});

it('what it throws is what was thrown', async () => {
  const work = () => Promise.reject(new RangeError('no room'));
  await expect(run(new MockActivityEnvironment({ heartbeatTimeoutMs: 60 }), work)).rejects.toThrow('no room');
});
