import { Ajv, type ErrorObject } from 'ajv';
import { z } from 'zod';
import { readRawSchema } from './raw-schema.ts';
import { ROOTS, refine } from './schema.ts';

export type Surface = keyof typeof ROOTS;

const ajv = new Ajv({ strict: false, allErrors: true, discriminator: true });
ajv.addKeyword({
  keyword: 'needsOneOf',
  schemaType: 'array',
  validate: (keys: readonly string[], data: object) => keys.some((key) => Object.hasOwn(data, key)),
  error: { message: ({ schema }) => `must have one of: ${String(schema)}` },
});
ajv.addSchema({ $id: 'slack', definitions: refine(readRawSchema()) });

/** What Slack would say of it: nothing, or each fault with a pointer to its place. */
export function faultsOf(surface: Surface, view: unknown): string[] {
  const validate = ajv.getSchema(`slack#/definitions/${ROOTS[surface]}`);
  if (!validate) throw new Error(`no schema of a ${surface}`);
  const ofSchema = validate(view) ? [] : [...new Set((validate.errors ?? []).map(sayError))];
  return ofSchema.length > 0 ? ofSchema : betweenBlocks(surface, view);
}

const sayError = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath || '/'} ${message}${'additionalProperty' in params ? `: ${params['additionalProperty']}` : ''}`;

const Element = z.looseObject({ action_id: z.string().exactOptional() });
const View = z.looseObject({
  submit: z.unknown().optional(),
  blocks: z
    .array(
      z.looseObject({
        type: z.string(),
        block_id: z.string().exactOptional(),
        text: z.unknown().optional(),
        elements: z.array(Element).exactOptional(),
      }),
    )
    .default([]),
});

/** What no schema can say: rules between several blocks. */
function betweenBlocks(surface: Surface, view: unknown): string[] {
  const { blocks, submit } = View.parse(view);
  const ofType = (type: string) => blocks.filter((block) => block.type === type);
  const most = (type: string) => (ofType(type).length > 1 ? [`/blocks must have at most one ${type}`] : []);
  const markdown = ofType('markdown').reduce((sum, { text }) => sum + String(text).length, 0);
  return [
    ...twice(blocks.map(({ block_id }) => block_id)).map((index) => `/blocks/${index}/block_id must be unique`),
    ...blocks.flatMap(({ elements = [] }, at) =>
      twice(elements.map(({ action_id }) => action_id)).map(
        (index) => `/blocks/${at}/elements/${index}/action_id must be unique`,
      ),
    ),
    ...most('table'),
    ...most('plan'),
    ...(markdown > 12_000 ? ['/blocks must not have more than 12000 characters of markdown'] : []),
    ...(surface === 'modal' && ofType('input').length > 0 && !submit ? ["/ must have required property 'submit'"] : []),
    ...(surface === 'message' && textIn(blocks) > 13_200
      ? ['/blocks must not have more than 13200 characters in all']
      : []),
    ...(JSON.stringify(view).length > 250_000 ? ['/ must not be larger than 250 kB'] : []),
  ];
}

const textIn = (blocks: unknown): number =>
  [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].reduce(
    (sum, [, text = '']) => sum + text.length,
    0,
  );

/** Where something stands that stood before. */
function twice(ids: readonly (string | undefined)[]): number[] {
  return ids.flatMap((id, index) => (id !== undefined && ids.indexOf(id) < index ? [index] : []));
}
