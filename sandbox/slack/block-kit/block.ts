import { z } from 'zod';
import {
  anyText,
  Button,
  ExternalSelect,
  Interactive,
  Overflow,
  Picture,
  plainText,
  StaticSelect,
} from './elements.ts';
import { RichText } from './rich-text.ts';

const block_id = z.string().min(1).max(255).optional();

const Section = z
  .strictObject({
    type: z.literal('section'),
    block_id,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z.discriminatedUnion('type', [Button, StaticSelect, ExternalSelect, Overflow, Picture]).optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'needs text or fields');

const Context = z.strictObject({
  type: z.literal('context'),
  block_id,
  elements: z
    .array(z.union([anyText(3000), Picture]))
    .min(1)
    .max(10),
});

const Actions = z
  .strictObject({ type: z.literal('actions'), block_id, elements: z.array(Interactive).min(1).max(25) })
  .refine(({ elements }) => unique(elements.map((element) => element.action_id)), 'duplicate action_id');

/** A block as a message may carry it. Blocks that this Slack cannot draw (plan, table, …) are refused as unknown. */
export const Block = z.discriminatedUnion('type', [
  Section,
  Context,
  Actions,
  RichText,
  z.strictObject({ type: z.literal('header'), block_id, text: plainText(150) }),
  z.strictObject({ type: z.literal('divider'), block_id }),
  z.strictObject({ type: z.literal('markdown'), block_id, text: z.string().min(1).max(12_000) }),
  z.strictObject({
    type: z.literal('image'),
    block_id,
    image_url: z.url().max(3000),
    alt_text: z.string().min(1).max(2000),
    title: plainText(2000).optional(),
  }),
]);
export type Block = z.infer<typeof Block>;

export const Blocks = z
  .array(Block)
  .max(50)
  .refine((blocks) => unique(blocks.map((block) => block.block_id)), 'duplicate block_id')
  .refine((blocks) => lengthOfMarkdown(blocks) <= 12_000, 'more than 12000 characters of markdown');

const lengthOfMarkdown = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => sum + (block.type === 'markdown' ? block.text.length : 0), 0);

/** Slack gives a name to every block that came without one. Here by its type, so that an edit which adds words keeps the buttons' names. */
export function nameBlock<B extends Named>(
  block: B,
  index: number,
  blocks: readonly Named[],
): B & { block_id: string } {
  const before = blocks.slice(0, index).filter(({ type }) => type === block.type).length;
  return { ...block, block_id: block.block_id ?? `${block.type}-${before}` };
}

interface Named {
  readonly type: string;
  readonly block_id?: string | undefined;
}

/** The same of every block and element of a message. */
export function nameAll(blocks: readonly Block[]): Block[] {
  return blocks.map(nameBlock).map((named) => {
    if (named.type === 'actions') return { ...named, elements: named.elements.map(nameElement) };
    if (named.type !== 'section' || !named.accessory || named.accessory.type === 'image') return named;
    return { ...named, accessory: nameElement(named.accessory, 0) };
  });
}

const nameElement = <E extends Interactive>(element: E, index: number): E => ({
  ...element,
  action_id: element.action_id ?? `action-${index}`,
});

/** Everything in a block that a person can press. */
export function interactiveOf(block: Block): readonly Interactive[] {
  if (block.type === 'actions') return block.elements;
  return block.type === 'section' && block.accessory && block.accessory.type !== 'image' ? [block.accessory] : [];
}

export function unique(ids: readonly (string | undefined)[]): boolean {
  const given = ids.filter((id) => id !== undefined);
  return new Set(given).size === given.length;
}
