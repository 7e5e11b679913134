import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { BENCHES } from '../../bench/benches.ts';
import { draw } from '../../bench/draw.ts';
import { Measurement } from '../../bench/measurement.ts';
import { FOLDER, PAGE, withSection } from '../../bench/page.ts';

const page = readFileSync(PAGE, 'utf8');
const measured = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const measurements = measured.map((file) => Measurement.parse(JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'))));

describe.each(measurements.map((measurement) => ({ measurement, name: measurement.name })))(
  'docs/performance.md, $name',
  ({ measurement, name }) => {
    it('says what its last measurement says', () => {
      expect(withSection(page, measurement)).toBe(page);
    });

    it('shows the plot of that measurement', () => {
      expect(readFileSync(`${FOLDER}/${name}.svg`, 'utf8')).toBe(draw(measurement));
    });
  },
);

it('every bench has its place in the page, and no other has', () => {
  const places = [...page.matchAll(/^<!-- (\S+) -->$/gm)].map(([, name]) => name);
  expect(places).toEqual(expect.arrayContaining(BENCHES.map(({ name }) => name)));
  expect(places).toHaveLength(BENCHES.length);
  const [measurement] = measurements;
  if (!measurement) throw new Error('Nothing is measured');
  expect(() => withSection(page, { ...measurement, name: 'no-such-bench' })).toThrow('has no place for no-such-bench');
});
