import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
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

it('where Temporal waits for no sign of life it gives none: each is an action, and would be paid for', async () => {
  const environment = new MockActivityEnvironment({ heartbeatTimeoutMs: 0 }); // how the SDK says that there is none
  let beats = 0;
  environment.on('heartbeat', () => {
    beats += 1;
  });
  await run(environment, () => sleep(20));
  expect(beats).toBe(0);
});
