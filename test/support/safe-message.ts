import { expect } from '@jest/globals';
import type { Message as Drawn } from '../../slack-gateway/views/blocks.ts';

/** Slack's documented limits, for what our views use. */
export function expectLegal({ text, blocks }: Drawn): void {
  expect(text.trim()).not.toBe('');
  expect(text.length).toBeLessThanOrEqual(4_000);
  expect(blocks.length).toBeLessThanOrEqual(50);
  for (const block of blocks) {
    if (block.type === 'section') expect(block.text?.text.length).toBeLessThanOrEqual(3_000);
    if (block.type === 'section') expect(block.text?.text.trim()).not.toBe('');
    if (block.type === 'context') expect(block.elements.length).toBeLessThanOrEqual(10);
    if (block.type !== 'actions') continue;
    expect(block.elements.length).toBeLessThanOrEqual(25);
    for (const element of block.elements) {
      if (element.type !== 'button') continue;
      expect(element.text.text.length).toBeLessThanOrEqual(75);
      expect(element.value?.length).toBeLessThanOrEqual(2_000);
    }
  }
}

/** Whatever stands between angle brackets is ours: a person, a user group, a date, a channel, or a link. */
export function expectTame({ text, blocks }: Drawn): void {
  const all = `${text}\n${JSON.stringify(blocks.filter(({ type }) => type !== 'rich_text'))}`;
  for (const [, inside = ''] of all.matchAll(/<([^<>]*)>/g)) {
    expect(inside).toMatch(
      /^(@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!date\^\d+\^[^|]*\|[^|]*|!subteam\^S[A-Z0-9]+|https?:\/\/[^|]*\|[^|]*)$/,
    );
  }
  expect(JSON.stringify(blocks.filter(({ type }) => type === 'section'))).not.toContain('"verbatim":false');
  expect(text).not.toMatch(/\p{Cs}/u);
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  expect((text.match(/`/g) ?? []).length % 2).toBe(0);
}
