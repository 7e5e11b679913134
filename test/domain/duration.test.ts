import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDuration, parseDuration } from '../../domain/duration.ts';

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['4h', 14_400_000],
    ['2d', 172_800_000],
    ['007s', 7_000],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '10', 'm', '0s', '1.5h', '-1m', '1w', '10 m', '1h30m', '1234567s', '１m', '1toString'])(
    'refuses "%s"',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe('formatDuration', () => {
  it.each([
    [90_000, '90s'],
    [600_000, '10m'],
    [14_400_000, '4h'],
    [172_800_000, '2d'],
    [0, '0s'],
    [1_499, '1s'],
  ])('says %d ms in one unit', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('is read back as the same time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom('s', 'm', 'h', 'd'), (count, unit) => {
        const ms = parseDuration(`${count}${unit}`);
        expect(parseDuration(formatDuration(ms ?? 0))).toBe(ms);
      }),
    );
  });
});
