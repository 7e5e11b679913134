import { z } from 'zod';
import { Block, nameBlock, unique } from './block.ts';
import { ExternalSelect, Option, plainText, StaticSelect } from './elements.ts';

const id = z.string().min(1).max(255);

const PlainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id.optional(),
  placeholder: plainText(150).optional(),
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
  focus_on_load: z.boolean().optional(),
});

const Checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  action_id: id.optional(),
  options: z.array(Option).min(1).max(10),
  initial_options: z.array(Option).min(1).optional(),
  focus_on_load: z.boolean().optional(),
});

const Field = z.discriminatedUnion('type', [PlainTextInput, Checkboxes, StaticSelect, ExternalSelect]);
export type Field = z.infer<typeof Field>;

/** What a person fills in; forms only. */
const Input = z.strictObject({
  type: z.literal('input'),
  block_id: id.optional(),
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().default(false),
  dispatch_action: z.boolean().default(false),
  element: Field,
});
export type Input = z.infer<typeof Input> & { readonly block_id: string };

const ViewBlocks = z
  .array(z.discriminatedUnion('type', [...Block.options, Input]))
  .max(100)
  .refine((blocks) => unique(blocks.map(({ block_id }) => block_id)), 'duplicate block_id')
  .transform((blocks) => blocks.map(nameBlock));
export type ViewBlock = z.infer<typeof ViewBlocks>[number];

const about = {
  blocks: ViewBlocks,
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  external_id: z.string().max(255).optional(),
};

export const Modal = z
  .strictObject({
    type: z.literal('modal'),
    ...about,
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
  })
  .refine(({ submit, blocks }) => submit || !blocks.some(({ type }) => type === 'input'), 'inputs need a submit');

export const HomeTab = z.strictObject({ type: z.literal('home'), ...about });

export const isInput = (block: ViewBlock): block is Extract<ViewBlock, { type: 'input' }> => block.type === 'input';
