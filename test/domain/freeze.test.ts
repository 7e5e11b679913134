import { describe, expect, it } from '@jest/globals';
import { freezeAt } from '../../domain/freeze.ts';
import type { FreezeWindow } from '../../domain/target.ts';

const TOKYO = 'Asia/Tokyo';
const BERLIN = 'Europe/Berlin';
const window = (over: Partial<FreezeWindow> = {}): FreezeWindow => ({
  days: ['fri'],
  from: '17:00',
  to: '24:00',
  reason: 'weekend',
  ...over,
});
const at = (iso: string) => Date.parse(iso);
const ends = (windows: readonly FreezeWindow[], zone: string, iso: string) => {
  const freeze = freezeAt(windows, zone, at(iso));
  return freeze && `${new Date(freeze.until).toISOString()} ${freeze.reason}`;
};

describe('freezeAt', () => {
  it.each([
    ['before it begins', '2026-11-27T16:59:59+09:00', undefined],
    ['at its first moment', '2026-11-27T17:00:00+09:00', '2026-11-27T15:00:00.000Z weekend'],
    ['at its last', '2026-11-27T23:59:59.999+09:00', '2026-11-27T15:00:00.000Z weekend'],
    ['when it is over', '2026-11-28T00:00:00+09:00', undefined],
    ['on another day', '2026-11-26T18:00:00+09:00', undefined],
    ['in its own time zone, not in UTC', '2026-11-27T18:00:00Z', undefined],
  ])('%s', (_, iso, wanted) => {
    expect(ends([window()], TOKYO, iso)).toBe(wanted);
  });

  it('passes midnight, and belongs to the day on which it starts', () => {
    const night = [window({ from: '22:00', to: '06:00' })];
    expect(ends(night, TOKYO, '2026-11-28T05:59:00+09:00')).toBe('2026-11-27T21:00:00.000Z weekend');
    expect(ends(night, TOKYO, '2026-11-27T05:59:00+09:00')).toBeUndefined(); // that night began on a Thursday
  });

  it('takes windows that adjoin or overlap as one, with the reason of the one in force', () => {
    const weekend = [
      window({ reason: 'Friday evening' }),
      window({ days: ['sat', 'sun'], from: '00:00', to: '24:00' }),
      window({ days: ['sun'], from: '20:00', to: '08:00', reason: 'night' }),
    ];
    expect(ends(weekend, TOKYO, '2026-11-27T18:00:00+09:00')).toBe('2026-11-29T23:00:00.000Z Friday evening');
    expect(ends(weekend, TOKYO, '2026-11-30T07:00:00+09:00')).toBe('2026-11-29T23:00:00.000Z night');
  });

  it('is right on the days on which the clock is changed', () => {
    const night = [window({ days: ['sat'], from: '22:00', to: '06:00' })];
    expect(ends(night, BERLIN, '2026-10-24T23:00:00+02:00')).toBe('2026-10-25T05:00:00.000Z weekend'); // an hour more
    expect(ends(night, BERLIN, '2026-03-28T23:00:00+01:00')).toBe('2026-03-29T04:00:00.000Z weekend'); // an hour less
  });

  it('ends at some day even where every day is frozen all day long', () => {
    const always = [window({ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' })];
    const freeze = freezeAt(always, TOKYO, at('2026-11-27T18:00:00+09:00'));
    expect(freeze?.until).toBeGreaterThan(at('2026-12-27T00:00:00+09:00'));
  });

  it('is nothing where nothing is said', () => {
    expect(freezeAt(undefined, TOKYO, 0)).toBeUndefined();
    expect(freezeAt([], TOKYO, 0)).toBeUndefined();
  });
});
