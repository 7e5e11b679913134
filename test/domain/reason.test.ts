import { describe, expect, it } from '@jest/globals';
import { parseCommand } from '../../domain/command.ts';
import { keepWidth, normaliseText } from '../../domain/normalise-text.ts';

const parse = (raw: string, slash = false) => parseCommand(normaliseText(raw), { slash, asTyped: keepWidth(raw) });
const command = (raw: string, slash = false) => {
  const parsed = parse(raw, slash);
  return parsed.kind === 'command' ? parsed.command : parsed.kind;
};
const named = { service: 'api', environment: 'production' };

describe('commands about a target', () => {
  it.each([
    ['lock api production for Release ｖ２', { kind: 'lock', ...named, reason: 'Release ｖ２' }],
    ['lock api production for rain until 2h', { kind: 'lock', ...named, reason: 'rain', forMs: 7_200_000 }],
    ['LOCK api production FOR rain UNTIL 2H', { kind: 'lock', ...named, reason: 'rain', forMs: 7_200_000 }],
    [
      'ｌｏｃｋ　api　production　ｆｏｒ　雨　ｕｎｔｉｌ　２ｈ',
      { kind: 'lock', ...named, reason: '雨', forMs: 7_200_000 },
    ],
    ['lock api production for until 2h we know', { kind: 'lock', ...named, reason: 'until 2h we know' }],
    ['lock api production for release until tomorrow', { kind: 'lock', ...named, reason: 'release until tomorrow' }],
    ['lock api production for the sake of for loops', { kind: 'lock', ...named, reason: 'the sake of for loops' }],
    ['lock api production for until 2h', 'missing-words'],
    ['lock api production for', 'missing-words'],
    ['lock api production because of rain', 'missing-words'],
    ['lock api production', 'missing-words'],
    ['unlock api production', { kind: 'unlock', ...named }],
    ['unlock api production now', 'extra-words'],
    ['hold api production', { kind: 'hold', ...named }],
    ['hold api production for a demo', { kind: 'hold', ...named, reason: 'a demo' }],
    ['hold api production please', 'extra-words'],
    ['hold api production for', 'extra-words'],
    ['resume api production', { kind: 'resume', ...named }],
    ['cancel api production', { kind: 'cancel', ...named }],
    ['cancel api production for wrong tag', { kind: 'cancel', ...named, reason: 'wrong tag' }],
    ['why api production', { kind: 'why', ...named }],
    ['why api', 'missing-words'],
    ['locks', { kind: 'locks' }],
    ['locks api', 'extra-words'],
    ["don't unlock api production", 'unknown-verb'],
    ['models api production for x', 'unknown-verb'],
  ])('%s', (text, wanted) => {
    expect(command(text)).toEqual(wanted);
    if (wanted !== 'unknown-verb') expect(command(text, true)).toEqual(wanted);
  });

  it('cuts a reason at 200 characters, and never half a character', () => {
    const lock = command(`lock api production for ${'😀'.repeat(300)} until 1h`);
    if (typeof lock === 'string' || lock.kind !== 'lock') throw new Error('no lock');
    expect([...lock.reason]).toHaveLength(200);
    expect(lock.reason).not.toMatch(/\p{Cs}/u);
    expect(lock.forMs).toBe(3_600_000);
  });
});
