import { describe, expect, it } from '@jest/globals';
import { IllegalStateError } from '@temporalio/common';
import type { Worker } from '@temporalio/worker';
import { untilStopped } from '../../worker/until-stopped.ts';

const workerThat = (run: () => Promise<void>) => ({ run }) as unknown as Worker;

describe('a worker that has stopped', () => {
  it('is no failure when the SDK lets go of it late', async () => {
    const late = new IllegalStateError('Worker still in use: Expected 1 reference, but got 2');
    await expect(untilStopped(workerThat(() => Promise.reject(late)))).resolves.toBeUndefined();
  });

  it.each([new IllegalStateError('Poller was already started'), new Error('Worker still in use'), new Error('crash')])(
    'fails with %s as it is',
    async (error) => {
      await expect(untilStopped(workerThat(() => Promise.reject(error)))).rejects.toBe(error);
    },
  );
});
