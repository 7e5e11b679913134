import { describe, expect, it } from '@jest/globals';
import { readKustomization, setImageTag } from '../../../domain/kustomization.ts';

const edit = (text: string, tag = 'v2') => setImageTag(text, { image: 'app', tag });

describe('aliases are followed when reading, and never written through', () => {
  it.each([
    ['the tag', 'x: &t v1\nimages:\n- name: app\n  newTag: *t\n', { tag: 'v1' }],
    ['the digest', 'x: &d sha256:aa\nimages:\n- name: app\n  digest: *d\n', { digest: 'sha256:aa' }],
    ['newName', 'x: &n reg.io/other\nimages:\n- name: app\n  newName: *n\n', { repository: 'reg.io/other' }],
    ['the name', 'x: &n app\nimages:\n- name: *n\n  newTag: v1\n', { tag: 'v1' }],
  ])('%s', (_, text, read) => {
    expect(readKustomization(text, 'app')).toEqual({
      kind: 'found',
      tag: null,
      digest: null,
      repository: null,
      ...read,
    });
  });

  it('an alias that means this tag already needs no edit', () => {
    expect(edit('x: &t v2\nimages:\n- name: app\n  newTag: *t\n')).toEqual({ kind: 'unchanged' });
  });

  it('a name behind an alias has its tag edited, or inserted', () => {
    const head = 'x: &n app\nimages:\n- name: *n\n';
    const changed = { kind: 'changed', text: `${head}  newTag: v2\n` };
    expect(edit(`${head}  newTag: v1\n`)).toEqual(changed);
    expect(edit(head)).toEqual(changed);
  });
});

describe('what kustomize would read in another way than people do is refused, also for reading', () => {
  it.each([
    ['two spellings of newTag', 'images:\n- name: app\n  newtag: v1\n  newTag: v1\n', /says `newTag` more than once/],
    ['in the other order', 'images:\n- name: app\n  newTag: v1\n  newtag: v1\n', /says `newtag` more than once/],
    ['a merged map', 'x: &x {newTag: v0}\nimages:\n- name: app\n  <<: *x\n', /merges another map/],
    ['a merged map of YAML 1.1', '%YAML 1.1\n---\nimages:\n- name: app\n  <<: {newTag: v0}\n', /merges another map/],
  ])('%s', (_, text, reason) => {
    const refused = { kind: 'invalid', reason: expect.stringMatching(reason) };
    expect(edit(text)).toEqual(refused);
    expect(readKustomization(text, 'app')).toEqual(refused);
  });

  it.each([
    ['an entry that others share', 'images:\n- &e {name: app, newTag: v1}\nother: *e\n'],
    ['a name written as `? name`', 'images:\n- ? name\n  : app\n'],
    ['`Images:`', 'Images:\n- name: app\n  newTag: v1\n'],
    ['a list inside', 'images: [name: app]\n'],
    ['a key without a value', 'images: [{name: app, newTag}]\n'],
    ['more aliases than a kustomization has', bomb()],
  ])('%s is read, but not edited', (_, text) => {
    expect(edit(text)).toEqual({ kind: 'invalid', reason: expect.stringContaining('cannot be edited safely') });
    expect(readKustomization(text, 'app')).toMatchObject({ kind: 'found' });
  });

  it('keys that are no text are not looked at', () => {
    const text = (tag: string) => `? [a]\n: b\nimages:\n- ? [c]\n  : d\n  name: app\n  newTag: ${tag}\n`;
    expect(edit(text('v1'))).toEqual({ kind: 'changed', text: text('v2') });
  });
});

describe('tags that kustomize takes for numbers are quoted (each tried with kustomize 5.5)', () => {
  it.each(['0X1F', '0B1', '0O17', '0o1_7', '0_x1f', '1e1_0', '1e5_', '1_', '1.', '08', '1.5e-3', '4_2.1_0'])(
    '%s',
    (tag) => {
      const text = (written: string) => `images:\n- name: app\n  newTag: ${written}\n`;
      expect(edit(text('v1'), tag)).toEqual({ kind: 'changed', text: text(`"${tag}"`) });
      expect(edit(text(tag), tag)).toEqual({ kind: 'changed', text: text(`"${tag}"`) });
    },
  );

  it.each(['nO', '0x', '0b12', '1e', '0.0.'])('%s needs none', (tag) => {
    const text = `images:\n- name: app\n  newTag: ${tag}\n`;
    expect(edit('images:\n- name: app\n  newTag: v1\n', tag)).toEqual({ kind: 'changed', text });
    expect(edit(text, tag)).toEqual({ kind: 'unchanged' });
  });
});

describe('bytes around the tag', () => {
  it.each([
    ['tabs', 'images:\t# t\n- name:\tapp\t# c\n  newTag:\tv1\t# d\n'],
    ['an end marker', 'images:\n- name: app\n  newTag: v1\n...\n'],
    ['a directive', '%YAML 1.1\n---\nimages:\n- name: app\n  newTag: v1\n'],
    ['the tag on its own line', 'images:\n- name: app\n  newTag:\n    v1 # c\n'],
    ['a tag that says it is text', 'images:\n- name: app\n  newTag: !!str v1\n'],
    ['`images:` twice, where the last counts', 'images: []\nimages:\n- name: app\n  newTag: v1\n'],
    [
      'other `images:` deeper down',
      'x:\n  images:\n  - name: app\n    newTag: v\nimages:\n- name: app\n  newTag: v1\n',
    ],
  ])('%s', (_, text) => {
    expect(edit(text)).toEqual({ kind: 'changed', text: text.replace('v1', 'v2') });
  });

  it.each([
    ['LF in a file with CRLF', 'a: 1\r\nimages:\n- name: app\n', 'a: 1\r\nimages:\n- name: app\n  newTag: v2\n'],
    ['CRLF in a file with LF', 'a: 1\nimages:\r\n- name: app\r\n', 'a: 1\nimages:\r\n- name: app\r\n  newTag: v2\r\n'],
    ['CRLF, no final newline', 'images:\r\n- name: app', 'images:\r\n- name: app\r\n  newTag: v2'],
    ['a lonely dash', 'images:\n-\n  name: app\n', 'images:\n-\n  name: app\n  newTag: v2\n'],
    ['empty quotes', 'images:\n- name: app\n  newTag: ""\n', 'images:\n- name: app\n  newTag: "v2"\n'],
    ['a comment instead', 'images:\n- name: app\n  newTag: # c\n', 'images:\n- name: app\n  newTag: v2 # c\n'],
  ])('a new tag: %s', (_, before, after) => {
    expect(edit(before)).toEqual({ kind: 'changed', text: after });
  });
});

function bomb(): string {
  const times = (name: string) => Array.from({ length: 11 }, () => name).join(', ');
  return `a: &a [x]\nb: &b [${times('*a')}]\nc: [${times('*b')}]\nimages:\n- name: app\n  newTag: v1\n`;
}
