import { describe, expect, it } from '@jest/globals';
import { compilePattern } from '../../domain/pattern.ts';

function matches(source: string, text: string): boolean | string {
  const pattern = compilePattern(source);
  return pattern.kind === 'pattern' ? pattern.matches(text) : pattern.reason;
}

describe('compilePattern', () => {
  it.each([
    ['^[0-9a-f]{40}$', 'a'.repeat(40), true],
    ['^[0-9a-f]{40}$', 'a'.repeat(41), false],
    ['^v\\d+$', 'v12', true],
    ['^v\\d+$', 'v12-rc', false],
    ['\\d+', 'build-12345', true],
  ])('%s on %s', (source, text, expected) => {
    expect(matches(source, text)).toBe(expected);
  });

  it.each(['(', '[a', 'a**', '(?=a)', '(?<!a)b', '(a)\\1'])(
    'refuses %s, which RE2 does not know, with its reason',
    (source) => {
      const pattern = compilePattern(source);
      expect(pattern).toEqual({ kind: 'invalid', reason: expect.stringMatching(/\S/) });
    },
  );

  it('stays linear where other engines need for ever', () => {
    expect(matches('^(a+)+$', `${'a'.repeat(20_000)}b`)).toBe(false);
  });
});
