import { describe, expect, it } from '@jest/globals';
import { nearest } from '../../domain/nearest.ts';

const NAMES = ['api', 'api-internal', 'shop', 'staging', 'production', 'production'];

describe('nearest', () => {
  it.each([
    ['apo', ['api']],
    ['stagin', ['staging']],
    ['prodcution', ['production']],
    ['api-', ['api', 'api-internal']],
    ['prod', ['production']],
    ['zzzzzzz', []],
    ['', []],
    ['x', []],
  ])('offers for "%s" %j', (word, names) => {
    expect(nearest(word, NAMES)).toEqual(names);
  });

  it('offers three at most, nearest first, in one order', () => {
    expect(nearest('aa', ['ad', 'ac', 'aa', 'ab'])).toEqual(['aa', 'ab', 'ac']);
  });
});
