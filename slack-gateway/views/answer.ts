import type { Letter } from '../../workflows/contract/ports/slack.ts';
import { type Message, message, preformatted, section } from './blocks.ts';
import { code } from './text.ts';
import { invokeWords } from './words/invoke.ts';

/** What a function said, as it said it. */
export function renderAnswer({ answer, locale }: Extract<Letter, { kind: 'function-answer' }>): Message {
  const words = invokeWords[locale];
  return message([words.answer, code(answer, 300)], [section(words.answer), preformatted(answer)]);
}
