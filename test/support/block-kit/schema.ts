import type { Definitions, Node } from './raw-schema.ts';

/** The parts of the schema that answer for messages, forms and home tabs. */
export const ROOTS = { message: 'Message', modal: 'ModalView', home: 'HomeView' } as const;

/** Makes the generator's schema as strict as Slack's documentation, and each of its complaints one. */
export function refine(raw: Definitions): Definitions {
  const definitions = { ...raw, ...byHand(raw) };
  const limited = Object.fromEntries(
    Object.entries(definitions).map(([name, node]) => [name, everywhere(node, limit)]),
  );
  return Object.fromEntries(
    Object.entries(limited).map(([name, node]) => [name, everywhere(node, (part) => discriminate(part, limited))]),
  );
}

const ref = (name: string): Node => ({ $ref: `#/definitions/${name}` });
const NOT_IN_MESSAGES = ['AlertBlock', 'FileBlock', 'InputBlock'];

/** What the types do not say. */
function byHand(raw: Definitions): Record<string, Node> {
  const get = (name: string) => raw[name] ?? fail(`@slack/types has no ${name}`);
  const changed = (name: string, of: string, more: object) => {
    const node = get(name);
    return { ...node, properties: { ...node.properties, [of]: { ...node.properties?.[of], ...more } } };
  };
  const words = { pattern: '\\S' }; // neither empty nor blank
  const inMessages = (get('KnownBlock').anyOf ?? []).filter(({ $ref }) => !NOT_IN_MESSAGES.includes(nameOf($ref)));
  const inViews = { items: ref('KnownBlock'), maxItems: 100 };
  return {
    PlainTextElement: changed('PlainTextElement', 'text', words),
    MrkdwnElement: changed('MrkdwnElement', 'text', words),
    PlainTextOption: changed('PlainTextOption', 'value', { maxLength: 150 }), // the JSDoc says 75, the documentation 150
    Option: {
      ...get('PlainTextOption'),
      properties: { ...get('PlainTextOption').properties, text: ref('TextObject') },
    },
    ActionsBlock: changed('ActionsBlock', 'elements', { minItems: 1 }),
    ContextBlock: changed('ContextBlock', 'elements', { minItems: 1 }),
    SectionBlock: { ...changed('SectionBlock', 'fields', { minItems: 1 }), needsOneOf: ['text', 'fields'] },
    StaticSelect: { ...changed('StaticSelect', 'options', { minItems: 1 }), needsOneOf: ['options', 'option_groups'] },
    MarkdownBlock: changed('MarkdownBlock', 'text', { minLength: 1, maxLength: 12_000 }),
    ModalView: changed('ModalView', 'blocks', inViews),
    HomeView: changed('HomeView', 'blocks', inViews),
    MessageBlock: { anyOf: inMessages },
    Message: {
      type: 'object',
      additionalProperties: false,
      required: ['text'],
      properties: {
        text: { type: 'string', maxLength: 4000, ...words },
        blocks: { type: 'array', maxItems: 50, items: ref('MessageBlock') },
      },
    },
  };
}

/** The same change at every node, the inner ones first. */
function everywhere(node: Node, change: (node: Node) => Node): Node {
  const { properties, items, anyOf } = node;
  const inside = (part: Node) => everywhere(part, change);
  return change({
    ...node,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, it]) => [key, inside(it)])),
    }),
    ...(items && { items: inside(items) }),
    ...(anyOf && { anyOf: anyOf.map(inside) }),
  });
}

const LENGTH = /max(?:imum)?\s+length[^.]{0,80}?([\d,]+)\s+characters/i;
const COUNT = /max(?:imum)?(?:\s+number\s+of[a-z ]+is|\s+of)?\s+(\d+)\s*(?!characters)/i;

/** What the documentation of a property says of its length, or of how many there may be. */
function limit(node: Node): Node {
  if (!node.properties) return node;
  const limited = Object.entries(node.properties).map(([key, property]) => [key, limitProperty(property)] as const);
  return { ...node, properties: Object.fromEntries(limited) };
}

function limitProperty(property: Node): Node {
  const { type, $ref, items, description = '' } = property;
  const length = numberIn(LENGTH, description);
  const withText = (part: Node): Node => ({
    allOf: [part, { properties: { text: { maxLength: length } } }],
  });
  if (type === 'array') {
    const count = numberIn(COUNT, description);
    const each = length !== undefined && items ? withText(items) : items;
    return { ...(count !== undefined && { maxItems: count }), ...property, ...(each && { items: each }) };
  }
  if (length === undefined) return property;
  if (type === 'string') return { maxLength: length, ...property };
  return $ref || property.anyOf ? withText(property) : property;
}

function numberIn(pattern: RegExp, text: string): number | undefined {
  const [, digits] = pattern.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''));
}

/** A union whose members are told apart by `type` is judged by that one member: one fault, one complaint. */
function discriminate(node: Node, definitions: Definitions): Node {
  const { anyOf, ...rest } = node;
  if (!anyOf) return node;
  const members = mergeTwins(
    anyOf.flatMap((member) => membersOf(member, definitions)),
    definitions,
  );
  const tags = members.map((member) => tagOf(member, definitions));
  if (tags.some((tag) => typeof tag !== 'string')) return node;
  const [only, ...others] = members;
  if (only && others.length === 0) return { ...rest, ...only };
  return { ...rest, type: 'object', discriminator: { propertyName: 'type' }, oneOf: members };
}

const resolve = (node: Node, definitions: Definitions): Node =>
  node.$ref === undefined ? node : (definitions[nameOf(node.$ref)] ?? fail(`no ${node.$ref}`));

/** The members of a union, and of the unions in it. */
function membersOf(member: Node, definitions: Definitions): Node[] {
  const { anyOf } = resolve(member, definitions);
  return anyOf?.flatMap((inner) => membersOf(inner, definitions)) ?? [member];
}

const tagOf = (node: Node, definitions: Definitions): unknown => resolve(node, definitions).properties?.['type']?.const;

/** Variants with the same `type`, such as the two images, as one that may have what either has. */
function mergeTwins(members: readonly Node[], definitions: Definitions): Node[] {
  const merged = new Map<unknown, Node>();
  for (const member of members) {
    const tag = tagOf(member, definitions);
    const twin = merged.get(tag);
    const properties = { ...twin?.properties, ...member.properties };
    const required = (twin ?? member).required?.filter((key) => member.required?.includes(key)) ?? [];
    merged.set(tag, twin ? { ...member, properties, required } : member);
  }
  return [...merged.values()];
}

const nameOf = (pointer = ''): string => decodeURIComponent(pointer.replace('#/definitions/', ''));

function fail(message: string): never {
  throw new Error(message);
}
