import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { catalogJsonSchema } from '../../../domain/catalog/schema.ts';

const textOf = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const Schema = z.object({
  default: z.json().optional(),
  get properties() {
    return z.record(z.string(), Schema).optional();
  },
  get items() {
    return Schema.optional();
  },
  get oneOf() {
    return z.array(Schema).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), Schema]).optional();
  },
  required: z.array(z.string()).optional(),
  propertyNames: z.object({ pattern: z.string().optional() }).optional(),
});
type Schema = z.infer<typeof Schema>;

interface Leaf {
  readonly key: string;
  readonly needed: boolean;
  readonly default?: unknown;
}

/** Every key that holds no further keys, as docs/catalog.md writes it. */
function leavesOf(schema: Schema, key = '', needed = false): Leaf[] {
  const { properties, items, oneOf, additionalProperties: entries, required = [] } = schema;
  if (oneOf) return oneOf.flatMap((kind) => leavesOf(kind, key));
  if (properties) {
    const prefix = key === '' ? '' : `${key}.`;
    return Object.entries(properties).flatMap(([name, value]) =>
      leavesOf(value, prefix + name, required.includes(name)),
    );
  }
  if (items?.properties) return leavesOf(items, `${key}[]`);
  if (typeof entries === 'object') {
    const name = { groups: '<name>', people: '<id>' }[key] ?? '<e>';
    return leavesOf(entries, `${key}.${name}`);
  }
  return [{ key, needed, ...('default' in schema && { default: schema.default }) }];
}

const leaves = leavesOf(Schema.parse(catalogJsonSchema()));
const rows = [...textOf('docs/catalog.md').matchAll(/^\| `([^`]+)` \| (.*?) \| (.*?) ?\| (.*?) ?\|$/gm)].map(
  ([, key = '', , byDefault = '']) => ({ key, byDefault }),
);

describe('catalogJsonSchema', () => {
  it('is what config/catalog.schema.json holds (`npm run schema` writes it)', () => {
    expect(JSON.parse(textOf('config/catalog.schema.json'))).toEqual(JSON.parse(JSON.stringify(catalogJsonSchema())));
  });

  it.each(['config/catalog.yaml', 'sandbox/catalog.yaml'])('is named in the first line of %s', (path) => {
    expect(textOf(path)).toMatch(/^# yaml-language-server: \$schema=\S*catalog\.schema\.json\n/);
  });
});

describe('docs/catalog.md', () => {
  it('has a row for every key, and for nothing else', () => {
    expect(rows.map(({ key }) => key).toSorted()).toEqual([...new Set(leaves.map(({ key }) => key))].toSorted());
  });

  it.each(leaves.map((leaf) => [leaf.key, leaf] as const))('says of %s what happens without it', (key, leaf) => {
    const { byDefault = '' } = rows.find((row) => row.key === key) ?? {};
    const isKind = leaf.key.endsWith('.kind');
    if (leaf.default !== undefined) expect(byDefault).toContain(`\`${say(leaf.default)}\``);
    else expect(byDefault === 'required').toBe(leaf.needed || isKind);
  });
});

const say = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
