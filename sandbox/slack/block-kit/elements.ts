import { z } from 'zod';

/** Slack refuses empty and blank text. */
const words = (most: number) => z.string().min(1).max(most).regex(/\S/, 'must not be blank');
const id = z.string().min(1).max(255);

export const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: words(most), emoji: z.boolean().optional() });
const mrkdwn = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: words(most), verbatim: z.boolean().optional() });
export const anyText = (most: number) => z.discriminatedUnion('type', [plainText(most), mrkdwn(most)]);
export type AnyText = z.infer<ReturnType<typeof anyText>>;

const Confirm = z.strictObject({
  title: plainText(100).optional(),
  text: anyText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});
export type Confirm = z.infer<typeof Confirm>;

export const Option = z.strictObject({
  text: anyText(75),
  value: z.string().max(150),
  description: anyText(75).optional(),
  url: z.url().max(3000).optional(),
});
export type Option = z.infer<typeof Option>;

export const Button = z.strictObject({
  type: z.literal('button'),
  action_id: id.optional(),
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z.url().max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: Confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
});
export type Button = z.infer<typeof Button>;

const select = {
  action_id: id.optional(),
  placeholder: plainText(150).optional(),
  initial_option: Option.optional(),
  confirm: Confirm.optional(),
  focus_on_load: z.boolean().optional(),
};
export const StaticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...select,
    options: z.array(Option).min(1).max(100).optional(),
    option_groups: z
      .array(z.strictObject({ label: plainText(75), options: z.array(Option).min(1).max(100) }))
      .max(100)
      .optional(),
  })
  .refine((it) => (it.options === undefined) !== (it.option_groups === undefined), 'needs options or option_groups');
export type StaticSelect = z.infer<typeof StaticSelect>;

export const ExternalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...select,
  min_query_length: z.int().optional(),
});
export type ExternalSelect = z.infer<typeof ExternalSelect>;

export const Overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: id.optional(),
  options: z.array(Option).min(1).max(5),
  confirm: Confirm.optional(),
});
export type Overflow = z.infer<typeof Overflow>;

export const Picture = z.strictObject({
  type: z.literal('image'),
  image_url: z.url().max(3000),
  alt_text: words(2000),
});

export const Interactive = z.discriminatedUnion('type', [Button, StaticSelect, ExternalSelect, Overflow]);
export type Interactive = z.infer<typeof Interactive>;
