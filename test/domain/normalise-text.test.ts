import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCommand } from '../../domain/command.ts';
import { normaliseText } from '../../domain/normalise-text.ts';

describe('normaliseText', () => {
  it.each([
    ['one space between words', '  deploy   api\tstaging\n', 'deploy api staging'],
    ['non-breaking and full-width spaces', 'deploy\u00a0api\u3000staging', 'deploy api staging'],
    ['full-width letters', 'ｄｅｐｌｏｙ　ａｐｉ　staging', 'deploy api staging'],
    ['smart quotes', 'invoke f staging q=“a b” r=‘c’', `invoke f staging q="a b" r='c'`],
    [
      'people and channels',
      'ask <@U0DEV1> or <@W0AB|dev> in <#C0API|api> and <#C0X>',
      'ask @U0DEV1 or @W0AB in #C0API and #C0X',
    ],
    ['what Slack took for a link', 'deploy <http://release.io|release.io> staging', 'deploy release.io staging'],
    [
      'an address',
      'see <https://example.com/a?b=1&amp;c=2> <mailto:a@example.com|a@example.com>',
      'see https://example.com/a?b=1&c=2 a@example.com',
    ],
    ['escaped characters, once', 'a &lt;b&gt; &amp; &amp;lt;', 'a <b> & &lt;'],
    ['characters that nobody sees', 'de\u200bploy \u202eapi\u2069 stag\u00ading\u0007', 'deploy api staging'],
    ['nothing', ' \u3000\n', ''],
    ['a group of people, left as it is', '<!subteam^S0DEVS>', '<!subteam^S0DEVS>'],
  ])('undoes %s', (_, raw, text) => {
    expect(normaliseText(raw)).toBe(text);
  });

  it('shows that a text was cut, so that a word beyond the limit cannot silently get lost', () => {
    const text = normaliseText(`deploy api staging ${' '.repeat(3_000)}feature-x`);
    expect(text).toBe('deploy api staging ...');
    expect(parseCommand(text)).toMatchObject({ command: { kind: 'deploy', words: ['api', 'staging', '...'] } });
  });

  it('cuts what grows while it is normalised, and between whole characters', () => {
    expect(normaliseText('\ufdfa'.repeat(2_000)).length).toBeLessThanOrEqual(2_000);
    expect(normaliseText(`a${'😀'.repeat(1_500)}`)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });

  it('takes anything, and answers with short text of words and single spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (raw) => {
        const text = normaliseText(raw);
        expect(text.length).toBeLessThanOrEqual(2_000);
        expect(text).toBe(text.replace(/\s+/g, ' ').trim());
      }),
    );
  });
});
