import type { ModalView, PlainTextElement } from '@slack/types';
import { z } from 'zod';
import type { Locale } from '../../domain/target.ts';
import { type BREAK_GLASS_REASON, REJECT_REASON } from '../actions.ts';
import { formWords } from './words/forms.ts';

const REASON = 'reason';
const REASON_AT_MOST = 200;

/** What a form is about, and where its answer belongs; ids only, because others may read it. */
const FormTopic = z.object({
  /** Of a deploy or a target. */
  about: z.string(),
  channel: z.string(),
  messageTs: z.string(),
});
export type FormTopic = z.infer<typeof FormTopic>;

export type FormId = typeof REJECT_REASON | typeof BREAK_GLASS_REASON;

/** Asks for a reason. Why something was rejected may stay unsaid; why glass was broken may not. */
export function renderReasonForm(form: FormId, topic: FormTopic, locale: Locale): ModalView {
  const words = formWords[locale][form];
  return {
    type: 'modal',
    callback_id: form,
    private_metadata: JSON.stringify(topic),
    title: plain(words.title),
    submit: plain(words.submit),
    close: plain(formWords[locale].close),
    blocks: [
      { type: 'section', text: plain(words.text) },
      {
        type: 'input',
        block_id: REASON,
        optional: form === REJECT_REASON,
        label: plain(formWords[locale].reason),
        element: { type: 'plain_text_input', action_id: REASON, max_length: REASON_AT_MOST, multiline: false },
      },
    ],
  };
}

const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text });

const Submitted = z.object({
  private_metadata: z.string(),
  state: z.object({
    values: z.object({ [REASON]: z.object({ [REASON]: z.object({ value: z.string().nullish() }) }) }),
  }),
});

export type FormReading =
  | { readonly kind: 'read'; readonly topic: FormTopic; readonly reason: string }
  | { readonly kind: 'unreadable' };

/** What came back; an empty reason is an empty text. */
export function readReasonForm(view: unknown): FormReading {
  const submitted = Submitted.safeParse(view);
  if (!submitted.success) return { kind: 'unreadable' };
  const topic = FormTopic.safeParse(parseJson(submitted.data.private_metadata));
  if (!topic.success) return { kind: 'unreadable' };
  const said = submitted.data.state.values[REASON][REASON].value ?? '';
  return { kind: 'read', topic: topic.data, reason: said.trim().slice(0, REASON_AT_MOST) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
