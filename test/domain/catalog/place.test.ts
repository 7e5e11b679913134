import { describe, expect, it } from '@jest/globals';
import { parseDocument } from 'yaml';
import { offsetOf } from '../../../domain/catalog/place.ts';

const TEXT = 'one: &a\n  - two: 2\n  - { three: 3 }\nfour: *a\n5: x\n';

describe('offsetOf', () => {
  it.each([
    ['a key', ['one'], 'one'],
    ['an entry of a list', ['one', 0], 'two'],
    ['a key in it', ['one', 1, 'three'], 'three'],
    ['what stands behind an anchor', ['four', 1, 'three'], 'three'],
    ['a number as key', ['5'], '5'],
    ['the nearest parent of a missing key', ['one', 0, 'missing', 'deeper'], 'two'],
    ['the nearest parent of a missing entry', ['one', 7], 'one'],
    ['the nearest parent of what a word cannot hold', ['5', 'x'], '5'],
    ['the beginning', ['missing'], 'one'],
  ])('finds %s', (_, path, word) => {
    expect(offsetOf(parseDocument(TEXT), path)).toBe(TEXT.indexOf(word));
  });

  it('is the beginning where there is nothing', () => {
    expect(offsetOf(parseDocument(''), ['one'])).toBe(0);
  });
});
