import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import { drawFootprints, type Footprint, readFootprints } from '../../sandbox/footprint.ts';

it('tells of this process and of each that it started, by command, and of nobody else', async () => {
  const child = spawn(process.execPath, ['-', '--secret-port', '1'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end('const kept = Buffer.alloc(64 * 2 ** 20, 1); console.log("grown"); setTimeout(() => kept, 60_000);');
  await once(child.stdout, 'data');
  const family = readFootprints();
  child.kill();
  await once(child, 'exit');

  const own = family.find(({ pid }) => pid === process.pid);
  const born = family.find(({ pid }) => pid === child.pid);
  expect(own?.cpuSeconds).toBeGreaterThan(0);
  expect(born).toMatchObject({ command: 'node' });
  expect(born?.residentMb).toBeGreaterThan(64);
  expect(born?.peakMb).toBeGreaterThanOrEqual(born?.residentMb ?? 0);
  expect(family.some(({ pid }) => pid === 1)).toBe(false);
  expect(readFootprints().some(({ pid }) => pid === child.pid)).toBe(false);
});

it('draws those that were there before and after', () => {
  const one = (pid: number, over: Partial<Footprint> = {}): Footprint => ({
    ...{ pid, command: `node dist/${pid}.js`, residentMb: 100, peakMb: 110, cpuSeconds: 2 },
    ...over,
  });
  const before = [one(1), one(2), one(3)];
  const after = [one(1, { residentMb: 300, peakMb: 400, cpuSeconds: 5.25 }), one(2), one(4)];
  expect(drawFootprints(before, after).split('\n').slice(2)).toEqual([
    '| `node dist/1.js` | 100 | 400 | 3.3 |',
    '| `node dist/2.js` | 100 | 110 | 0.0 |',
    '| together | 200 | 510 | 3.3 |',
  ]);
});
