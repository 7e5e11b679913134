import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { setImageTag } from '../../../domain/kustomization.ts';

const edit = (text: string) => setImageTag(text, { image: 'app', tag: 'v2' });
const changed = (text: string) => ({ kind: 'changed', text });

describe('a digest goes, comments and neighbours stay', () => {
  it.each([
    ['alone in flow style', 'images: [{name: app, digest: x}]', 'images: [{name: app, newTag: v2}]'],
    ['first in flow style', 'images: [{digest: x, name: app}]', 'images: [{name: app, newTag: v2}]'],
    ['before a trailing comma', 'images: [{name: app, digest: x, }]', 'images: [{name: app, newTag: v2, }]'],
    ['in JSON', '{"images":[{"name":"app","newTag":"v1","digest":"x"}]}', '{"images":[{"name":"app","newTag":"v2"}]}'],
    ['without a value', 'images: [{name: app, newTag: v1, digest}]', 'images: [{name: app, newTag: v2}]'],
    ['an alias', 'images: [{name: app, digest: *d, newTag: v1}]', 'images: [{name: app, newTag: v2}]'],
    [
      'on a line of its own in a flow map, with its comment',
      'images:\n- {\n    name: app,\n    digest: x, # pinned\n    newTag: v1\n  }\n',
      'images:\n- {\n    name: app,\n    newTag: v2\n  }\n',
    ],
    [
      'last in a flow map, behind a neighbour’s comment',
      'images:\n- {\n    name: app,\n    newTag: v1, # live\n    digest: x\n  }\n',
      'images:\n- {\n    name: app,\n    newTag: v2, # live\n  }\n',
    ],
    [
      'with commas in front',
      'images:\n- { name: app\n  , digest: x\n  , newTag: v1 }\n',
      'images:\n- { name: app\n  , newTag: v2 }\n',
    ],
    [
      'in the last line without a final newline, and no tag yet',
      'images:\n- name: app\n  digest: x',
      'images:\n- name: app\n  newTag: v2',
    ],
    [
      'in the last line, CRLF',
      'images:\r\n- name: app\r\n  newTag: v1\r\n  digest: x',
      'images:\r\n- name: app\r\n  newTag: v2',
    ],
    [
      'first, before somebody’s comment',
      'images:\n- digest: x # pinned\n\n  # keep me\n  name: app\n',
      'images:\n- # keep me\n  name: app\n  newTag: v2\n',
    ],
    [
      'first, under a lonely dash',
      'images:\n-\n  digest: x\n  name: app\n  newTag: v1\n',
      'images:\n-\n  name: app\n  newTag: v2\n',
    ],
    [
      'between comments',
      'images:\n- name: app\n  # digest: old\n  digest: x\n  # after\n  newTag: v1\n',
      'images:\n- name: app\n  # digest: old\n  # after\n  newTag: v2\n',
    ],
    ['on two lines', 'images:\n- name: app\n  digest:\n    x\n  newTag: v1\n', 'images:\n- name: app\n  newTag: v2\n'],
    [
      'as a block of text',
      'images:\n- name: app\n  digest: |\n    x\n  # stay\n  newTag: v1\n',
      'images:\n- name: app\n  # stay\n  newTag: v2\n',
    ],
    ['empty', 'images:\n- name: app\n  digest:\n  newTag: v1\n', 'images:\n- name: app\n  newTag: v2\n'],
  ])('%s', (_, before, after) => {
    const anchor = before.includes('*d') ? 'x: &d y\n' : '';
    expect(edit(anchor + before)).toEqual(changed(anchor + after));
  });

  it.each([
    [
      'behind a comment in the same line',
      'images:\n- {name: app, newTag: v1 # c\n  , digest: x}\n',
      /between comments/,
    ],
    ['before a comment', 'images:\n- {name: app, digest: x # c\n  , newTag: v1}\n', /between comments/],
    ['said twice', 'images:\n- name: app\n  digest: x\n  digest: y\n', /says `digest` more than once/],
    ['shared by an anchor', 'images:\n- name: app\n  digest: &d x\nother: *d\n', /cannot be edited safely/],
  ])('%s: refused', (_, text, reason) => {
    expect(edit(text)).toEqual({ kind: 'invalid', reason: expect.stringMatching(reason) });
  });
});

it('for any entry the result reads like the entry with this tag and no digest, and no comment is lost', () => {
  const pair = fc.constantFrom<string>('newTag: v1', 'digest: sha256:aa', 'newName: r.io/x', 'tagSuffix: -s');
  const shape = fc.record({
    pairs: fc.uniqueArray(pair),
    at: fc.nat(),
    flow: fc.boolean(),
    eol: fc.constantFrom('\n', '\r\n'),
    last: fc.boolean(),
  });
  fc.assert(
    fc.property(shape, ({ pairs, at, flow, eol, last }) => {
      const lines = pairs.toSpliced(at % (pairs.length + 1), 0, 'name: app');
      const block = lines.map((line, i) => `${i === 0 ? '- ' : '  '}${line}${eol}  # about ${i}`).join(eol);
      const text = `images:${eol}${flow ? `- {${lines.join(', ')}}` : block}${last ? '' : eol}`;
      const { digest: _, ...rest } = parse(text).images[0];
      const result = edit(text);
      if (result.kind !== 'changed') throw new Error(`${result.kind}: ${JSON.stringify(text)}`);
      expect(parse(result.text).images).toEqual([{ ...rest, newTag: 'v2' }]);
      expect(result.text.match(/# about \d/g)).toEqual(text.match(/# about \d/g));
      expect(result.text.replaceAll('\r\n', '').includes('\n')).toBe(eol === '\n');
    }),
  );
});
