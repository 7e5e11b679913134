import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { readKustomization, setImageTag } from '../../../domain/kustomization.ts';
import { hostile } from '../../support/hostile-text.ts';

const edit = (text: string) => setImageTag(text, { image: 'app', tag: 'v2' });

/** The file as kustomize's YAML reads it, without what an edit may change. */
function withoutTag(text: string): unknown {
  const file = parse(text, { uniqueKeys: false, logLevel: 'silent' });
  const images = file.images.map((entry: unknown) => {
    if (!Object.is(Object(entry), entry) || Reflect.get(Object(entry), 'name') !== 'app') return entry;
    const { newTag: _, newtag: __, digest: ___, ...rest } = Object(entry);
    return rest;
  });
  return { ...file, images };
}
const tagIn = (text: string): unknown => {
  const [entry] = parse(text, { uniqueKeys: false, logLevel: 'silent' }).images.filter(
    (each: unknown) => Reflect.get(Object(each), 'name') === 'app',
  );
  return entry.newTag ?? entry.newtag;
};

/** Either it is said why not, or just the tag is another one, byte by byte around it. */
function expectOnlyTheTag(before: string): 'changed' | 'other' {
  const result = edit(before);
  if (result.kind !== 'changed') return 'other';
  const { text: after } = result;
  expect(tagIn(after)).toBe('v2');
  expect(withoutTag(after)).toEqual(withoutTag(before));
  expect(after.match(/#.*/g)?.filter((comment) => !before.includes(comment)) ?? []).toEqual([]);
  expect(edit(after)).toEqual({ kind: 'unchanged' });
  return 'changed';
}

const QUOTES = ['', '"', "'"] as const;
const comment = fc.constantFrom('', '', ' # note', ' # - name: app', '\t# newTag: v9', ' # 日本語 🐈');
const scalar = fc.tuple(fc.constantFrom('v1', '1.10', 'on', 'main-3', '0123456'), fc.constantFrom(...QUOTES));
const field = fc.oneof(
  scalar.map(([text, quote]) => `newTag: ${quote}${text}${quote}`),
  fc.constantFrom(
    'newName: reg.io/x',
    'tagSuffix: -a',
    'digest: sha256:aa',
    'newtag: v0',
    'newTag:',
    'newTag: *t',
    'x: *t',
  ),
);
const entry = fc.record({
  name: fc.constantFrom('app', 'app', 'app-worker', '"app"', 'other', '*n'),
  fields: fc.uniqueArray(field, { maxLength: 3, selector: (text) => text.split(':')[0] }),
  flow: fc.boolean(),
  note: comment,
  at: fc.nat(3),
});
const around = fc.subarray([
  'apiVersion: kustomize.config.k8s.io/v1alpha1',
  'kind: Component',
  'resources:\n- ../base # newTag: v1',
  'patches:\n- patch: |\n    images:\n    - name: app\n      newTag: v1',
  'commonLabels: {app: app, "newTag": v1}',
  'configMapGenerator:\n- name: app\n  literals: [newTag=v1]',
]);
const file = fc.record({
  before: around,
  after: around,
  entries: fc.array(entry, { minLength: 1, maxLength: 4 }),
  indent: fc.constantFrom('', '  ', '    '),
  eol: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  start: fc.boolean(),
  last: fc.boolean(),
});

function write({
  before,
  after,
  entries,
  indent,
  eol,
  bom,
  start,
  last,
}: typeof file extends fc.Arbitrary<infer F> ? F : never): string {
  const images = entries.flatMap(({ name, fields, flow, note, at }) => {
    const pairs = fields.toSpliced(Math.min(at, fields.length), 0, `name: ${name}`);
    if (flow) return [`${indent}- {${pairs.join(', ')}}${note}`];
    return pairs.map((pair, index) => `${indent}${index === 0 ? '- ' : '  '}${pair}${note}`);
  });
  const anchors = 'x-anchors: [&t v1, &n app]';
  const lines = [
    anchors,
    ...before,
    `images:${entries[0]?.note ?? ''}`,
    ...images,
    ...after.filter((each) => !before.includes(each)),
  ];
  return `${bom ? '\uFEFF' : ''}${start ? `---${eol}` : ''}${lines.join('\n').replaceAll('\n', eol)}${last ? '' : eol}`;
}

describe('setImageTag', () => {
  it('of any kustomization changes only the tag, or says why not', () => {
    let changed = 0;
    fc.assert(
      fc.property(file.map(write), (text) => {
        if (expectOnlyTheTag(text) === 'changed') changed += 1;
      }),
      { numRuns: 200 },
    );
    expect(changed).toBeGreaterThan(20); // it is not all refused
  });

  it('of a kustomization that somebody broke, too', () => {
    const broken = fc.tuple(
      file.map(write),
      fc.nat(),
      fc.nat(12),
      hostile.map((text) => text.slice(0, 12)),
    );
    fc.assert(
      fc.property(broken, ([text, at, length, put]) => {
        const from = at % (text.length + 1);
        expectOnlyTheTag(text.slice(0, from) + put + text.slice(from + length));
      }),
      { numRuns: 120 },
    );
  });

  it('of what is no kustomization says so', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(['invalid', 'image-missing']).toContain(edit(text).kind);
        expect(['invalid', 'image-missing']).toContain(readKustomization(text, 'app').kind);
      }),
      { numRuns: 50 },
    );
  });

  it('of ten thousand lines changes one', () => {
    const entries = Array.from({ length: 5_000 }, (_, index) => `- name: app${index} # c\n  newTag: v1\n`).join('');
    const text = `images:\n${entries}- name: app\n  newTag: v1\n`;
    expect(edit(text)).toEqual({ kind: 'changed', text: `images:\n${entries}- name: app\n  newTag: v2\n` });
  });

  it('of thousands of entries in flow style changes one, or says that these are too many', () => {
    const text = `images: [${'{name: other},\n  '.repeat(3_000)}{name: app, newTag: v1}]\n`;
    const result = edit(text);
    if (result.kind === 'changed') expect(result.text).toBe(text.replace('v1', 'v2'));
    else expect(result).toEqual({ kind: 'invalid', reason: expect.stringMatching(/too long or too deep/) });
  });

  it.each([
    ['a map that holds itself', 'x: &a\n  y: *a\nimages:\n- name: app\n  newTag: v1\n', /cannot be edited safely/],
    ['an entry in itself', 'images: &a\n- name: app\n  x: *a\n', /cannot be edited safely/],
    ['brackets without end', `images: ${'['.repeat(20_000)}`, /too long or too deep|not YAML/],
  ])('of %s says why not', (_, text, reason) => {
    expect(edit(text)).toEqual({ kind: 'invalid', reason: expect.stringMatching(reason) });
  });
});
