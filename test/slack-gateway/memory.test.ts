import { describe, expect, it } from '@jest/globals';
import { createMemory } from '../../slack-gateway/memory.ts';

function aMemory() {
  let time = 0;
  let asked = 0;
  const memory = createMemory<number>(() => time);
  return {
    memory,
    ask: (maxAgeMs: number) =>
      memory.recall('key', maxAgeMs, async () => {
        asked += 1;
        return asked;
      }),
    pass: (ms: number) => {
      time += ms;
    },
  };
}

describe('createMemory', () => {
  it('gives an answer until it is too old for the one who asks', async () => {
    const { ask, pass } = aMemory();
    expect(await ask(300_000)).toBe(1);
    pass(60_000);
    expect(await ask(60_000)).toBe(1);
    pass(1);
    expect(await ask(300_000)).toBe(1);
    expect(await ask(60_000)).toBe(2);
    pass(300_001);
    expect(await ask(300_000)).toBe(3);
  });

  it('asks once for many, and again after a failure', async () => {
    const { memory, ask } = aMemory();
    expect(await Promise.all([ask(1_000), ask(1_000)])).toEqual([1, 1]);
    const failing = () => memory.recall('other', 1_000, () => Promise.reject(new Error('down')));
    await expect(failing()).rejects.toThrow('down');
    expect(await memory.recall('other', 1_000, async () => 7)).toBe(7);
  });

  it('forgets also what is being asked just now', async () => {
    const memory = createMemory<string>();
    let answer: (value: string) => void = () => {};
    const early = memory.recall('key', 1_000, () => new Promise<string>((resolve) => (answer = resolve)));
    memory.forget('key');
    answer('old');
    expect(await early).toBe('old');
    expect(await memory.recall('key', 1_000, async () => 'new')).toBe('new');
  });
});
