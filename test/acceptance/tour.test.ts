import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { playTour } from '../../sandbox/tour.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

it('the tour sees everything really happen', async () => {
  const lines: string[] = [];
  const code = await playTour(town, (line) => lines.push(line));
  expect({ code, lines: lines.filter((line) => line.includes('NO') || line.includes('Error')) }).toEqual({
    code: 0,
    lines: [],
  });
  expect(lines.filter((line) => line.includes('seen in the sandbox: yes'))).toHaveLength(5);
});
