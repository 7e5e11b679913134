import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMOJI } from '../../cli/emoji.ts';
import { createPaint } from '../../cli/paint.ts';
import { renderPlain } from '../../cli/plain.ts';
import { foreign } from '../../slack-gateway/views/text.ts';
import { filesUnder } from '../house/sources.ts';

const plain = (text: string, colours = false): string =>
  renderPlain(text, { locale: 'en', paint: createPaint(colours), nameOf: (id) => ({ U0DEV1: 'dev-one' })[id] ?? id });

describe('renderPlain', () => {
  it.each([
    ['a person', '<@U0DEV1> and <@U0LEAD>', '@dev-one and @U0LEAD'],
    ['a channel and a group', '<#C0API> <!subteam^S0DEVS>', '#C0API @S0DEVS'],
    ['a link', '<https://example.com/a|pull request #1>', 'pull request #1 (https://example.com/a)'],
    ['code and bold', '*api → staging*: `lock api staging`', 'api → staging: lock api staging'],
    ['signs', ':white_check_mark: :lock: :no_such:', '✔ 🔒 :no_such:'],
    ['what Slack escapes, once', 'a &lt;b&gt; &amp;lt;', 'a <b> &lt;'],
  ])('draws %s', (_, text, drawn) => {
    expect(plain(text)).toBe(drawn);
  });

  it('draws a moment in the reader’s time zone', () => {
    const at = Date.UTC(2026, 10, 25, 12, 0);
    const here = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(at);
    expect(plain(`since <!date^${at / 1_000}^{date_short_pretty} {time}|2026-11-25 12:00 UTC>.`)).toBe(
      `since ${here}.`,
    );
  });

  it('colours only where there are colours', () => {
    expect(plain('*b* `c`', true)).toBe('\u001b[1mb\u001b[22m \u001b[36mc\u001b[39m');
  });

  it('lets foreign text neither move the cursor nor become a mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const drawn = plain(foreign(`${text}\u001b[2J<@U0DEV1>`));
        expect(drawn).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(drawn).not.toContain('@dev-one');
      }),
    );
  });

  it('knows every sign of our messages', () => {
    const signs = filesUnder('slack-gateway/views').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/[`\s](?::([a-z_]{2,}|x):)/g)].map(([, sign = '']) => sign),
    );
    expect(signs.length).toBeGreaterThan(10);
    expect(signs.filter((sign) => !Object.hasOwn(EMOJI, sign))).toEqual([]);
  });
});
