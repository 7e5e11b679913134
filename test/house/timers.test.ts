import { expect, it } from '@jest/globals';
import { callsOf, filesUnder } from './sources.ts';

const isTimer = ({ name, args }: { readonly name: string; readonly args: number }) =>
  name === 'sleep' || (name === 'condition' && args > 1);

it('every timer of a workflow says in Temporal what it is for', () => {
  const calls = filesUnder('workflows').flatMap((file) => callsOf(file).map((call) => ({ file, ...call })));
  const timers = calls.filter(isTimer);
  expect(timers.length).toBeGreaterThan(5);
  expect(timers.filter(({ name, args }) => args < (name === 'sleep' ? 2 : 3))).toEqual([]);
  expect(calls.filter(({ name }) => name === 'CancellationScope.withTimeout')).toEqual([]); // its timer is mute
});
