import { expect } from '@jest/globals';
import { z } from 'zod';
import { parseBallot, parseInterest, parseTagged } from '../../slack-gateway/actions.ts';
import { faultsOf, type Surface } from './block-kit/judge.ts';

/** Slack would take it. */
export const expectLegal = (view: unknown, surface: Surface = 'message'): void =>
  expect(faultsOf(surface, view)).toEqual([]);

/** Whatever stands between angle brackets is ours: a person, a user group, a date, a channel, or a link. */
const OURS = /^(@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!date\^\d+\^[^|]*\|[^|]*|!subteam\^S[A-Z0-9]+|https?:\/\/[^|]*\|[^|]*)$/;

/** Nothing in it is marked up, called or turned around by somebody else's words. */
export function expectTame(view: unknown): void {
  for (const { key, text, type, verbatim } of stringsOf(view)) {
    if (key === 'private_metadata' || key === 'value' || type === 'text') continue; // nobody's markup: ids, and text shown as it is
    expect(text).not.toMatch(/\p{Cs}|(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    if (type === 'plain_text') continue;
    expect((text.match(/`/g) ?? []).length % 2).toBe(0);
    if (type === 'mrkdwn') expect(verbatim).toBe(true);
    for (const [, inside = ''] of text.matchAll(/<([^<>]*)>/g)) expect(inside).toMatch(OURS);
  }
}

interface Said {
  readonly key: string;
  readonly text: string;
  /** Of the object that it stands in. */
  readonly type?: unknown;
  readonly verbatim?: unknown;
}

function stringsOf(part: unknown, around: Omit<Said, 'text'> = { key: '' }): Said[] {
  if (typeof part === 'string') return [{ ...around, text: part }];
  if (Array.isArray(part)) return part.flatMap((each) => stringsOf(each, around));
  const object = z.record(z.string(), z.unknown()).safeParse(part).data ?? {};
  const { type, verbatim } = object;
  return Object.entries(object).flatMap(([key, value]) => stringsOf(value, { key, type, verbatim }));
}

const Worded = z.looseObject({ text: z.string().default('') });
const Message = z.object({
  text: z.string(),
  blocks: z.array(
    z.looseObject({ type: z.string(), text: Worded.optional(), elements: z.array(z.unknown()).default([]) }),
  ),
});

/** Whoever only hears the text misses no word of the blocks, but buttons and links, which they cannot press there. */
export function expectComplete(drawn: unknown): void {
  const { text, blocks } = Message.parse(drawn);
  if (text.endsWith('…')) return;
  const bare = (words: string) => words.replace(/<https?:[^>]*>/g, ' ').replace(/[*`]/g, '');
  const heard = bare(text);
  const shown = blocks.flatMap((block) => [
    block.text?.text ?? '',
    ...(block.type === 'context' ? block.elements.map((part) => Worded.parse(part).text) : []),
  ]);
  const words = shown.flatMap((said) => bare(said).split(/\s+/)).filter((word) => !/^[•·…]*$/.test(word));
  expect(words.filter((word) => !heard.includes(word))).toEqual([]);
}

const WORKFLOW_ID = /^(deploy|invoke|target):[^|\s]{1,900}$/;
const ENVIRONMENT = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Whoever speaks to their computer says what they see: a button's label has its text in it, however long the names are. */
export function expectNamed(view: unknown): void {
  const buttons = [
    ...JSON.stringify(view).matchAll(/"text":"([^"]*)","emoji":true\},[^{}]*"accessibility_label":"([^"]*)"/g),
  ];
  for (const [, text = '', label = ''] of buttons) {
    expect(label.toLowerCase()).toContain(text.toLowerCase().replace('…', ''));
  }
}

/** A button carries ids of ours and what they were about, nothing that a right could hang on, and what our listeners can read. */
export function expectOpaque(view: unknown): void {
  for (const { type, text, key } of stringsOf(view)) {
    if (type !== 'button' || key !== 'value') continue;
    const isOurs =
      WORKFLOW_ID.test(text) ||
      ENVIRONMENT.test(text) ||
      parseBallot(text).kind === 'ballot' ||
      parseTagged(text) !== undefined ||
      parseInterest(text) !== undefined;
    expect(isOurs ? 'ours' : text).toBe('ours');
  }
}
