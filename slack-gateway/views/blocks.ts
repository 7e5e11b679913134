import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  SectionBlock,
} from '@slack/types';
import { fitting, type SafeText, shorten, tame } from './text.ts';

/** What is posted: `text` is all that notifications and screen readers get, so it says everything that the blocks say. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

const SECTION_LIMIT = 3_000;
const TEXT_LIMIT = 3_900;
const BUTTON_LIMIT = 75;

const mrkdwn = (text: SafeText): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });

export const section = (...lines: readonly SafeText[]): SectionBlock => ({
  type: 'section',
  text: mrkdwn(fitting(lines, SECTION_LIMIT - 2)),
});

export const context = (...parts: readonly SafeText[]): ContextBlock => ({
  type: 'context',
  elements: parts.slice(0, 10).map(mrkdwn),
});

/** Plain words of ours, above a part of a view. */
export const header = (text: string): HeaderBlock => ({ type: 'header', text: { type: 'plain_text', text } });

/** Foreign text of many lines, shown as it is. */
export const preformatted = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: shorten(visible(text), SECTION_LIMIT) }] },
  ],
});

/** Keeps line ends and tabs; a rich text element must not be empty. */
function visible(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ') || ' ';
}

interface ButtonLook {
  readonly text: string;
  readonly action: string;
  readonly value: string;
  /** What a screen reader says. */
  readonly label: string;
  readonly style?: 'primary' | 'danger';
  /** Asked before it counts; at most 300 characters, the answers 30. */
  readonly confirm?: { readonly text: string; readonly yes: string; readonly no: string };
}

export const button = ({ text, action, value, label, style, confirm }: ButtonLook): Button => ({
  type: 'button',
  action_id: action,
  text: { type: 'plain_text', text: tame(text, BUTTON_LIMIT), emoji: true },
  value,
  accessibility_label: tame(label, BUTTON_LIMIT),
  ...(style && { style }),
  ...(confirm && { confirm: { ...confirmation(label, confirm), ...(style && { style }) } }),
});

function confirmation(label: string, { text, yes, no }: NonNullable<ButtonLook['confirm']>): ConfirmationDialog {
  const plain = (words: string, length: number): PlainTextElement => ({
    type: 'plain_text',
    text: tame(words, length),
  });
  return { title: plain(label, 100), text: plain(text, 300), confirm: plain(yes, 30), deny: plain(no, 30) };
}

export const actions = (...buttons: readonly Button[]): ActionsBlock => ({ type: 'actions', elements: [...buttons] });

/** Blocks with the same words as the whole text. */
export const message = (lines: readonly SafeText[], blocks: readonly KnownBlock[] = [section(...lines)]): Message => ({
  text: fitting(lines, TEXT_LIMIT),
  blocks: [...blocks],
});
