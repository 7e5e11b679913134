import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { steppingAside } from '../../worker/stepping-aside.ts';

const input = { args: [], headers: {} };
const inboundOf = (stopping: AbortSignal, activityType: string) =>
  steppingAside(stopping)({ info: { activityType } }).inbound;
const forEver = () => new Promise<never>(() => {});

describe('a worker that is told to stop', () => {
  it('leaves its watches to another one, to be gone on with at once', async () => {
    const stopping = new AbortController();
    const watch = inboundOf(stopping.signal, 'awaitApplicationChange')?.execute?.(input, forEver);
    stopping.abort();
    await expect(watch).rejects.toMatchObject({ type: 'worker-stops', nonRetryable: false, nextRetryDelay: '100ms' });
    const next = inboundOf(stopping.signal, 'awaitClosed')?.execute?.(input, forEver);
    await expect(next).rejects.toMatchObject({ type: 'worker-stops' });
  });

  it('lets everything else go on', () => {
    expect(inboundOf(AbortSignal.abort(), 'commitTag')).toBeUndefined();
  });
});

describe('a watch', () => {
  it('ends as it ends, and leaves nothing behind', async () => {
    const { signal } = new AbortController();
    const inbound = inboundOf(signal, 'awaitServiceChange');
    expect(await inbound?.execute?.(input, async () => 'changed')).toBe('changed');
    await expect(inbound?.execute?.(input, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
