import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { readKustomization, setImageTag } from '../../domain/kustomization.ts';

const edit = (text: string, tag = 'v2', image = 'app') => setImageTag(text, { image, tag });
const changed = (text: string) => ({ kind: 'changed', text });

describe('setImageTag changes the tag’s bytes and nothing else', () => {
  it.each([
    ['list indent 0', 'images:\n- name: app\n  newTag: v1\n', 'images:\n- name: app\n  newTag: v2\n'],
    ['list indent 2', 'images:\n  - name: app\n    newTag: v1\n', 'images:\n  - name: app\n    newTag: v2\n'],
    [
      'newName is left alone',
      'images:\n- name: app\n  newName: reg.io/x\n  newTag: v1\n',
      'images:\n- name: app\n  newName: reg.io/x\n  newTag: v2\n',
    ],
    [
      'tagSuffix is left alone',
      'images:\n- name: app\n  newTag: v1\n  tagSuffix: -a\n',
      'images:\n- name: app\n  newTag: v2\n  tagSuffix: -a\n',
    ],
    ['double quotes stay', 'images:\n- name: app\n  newTag: "v1"\n', 'images:\n- name: app\n  newTag: "v2"\n'],
    ['single quotes stay', "images:\n- name: app\n  newTag: 'v1'\n", "images:\n- name: app\n  newTag: 'v2'\n"],
    [
      'comments and markers',
      '# a\nimages: # b\n- name: app # c\n  newTag: v1 # {"$imagepolicy": "x"}\n# d',
      '# a\nimages: # b\n- name: app # c\n  newTag: v2 # {"$imagepolicy": "x"}\n# d',
    ],
    [
      'commented-out entries',
      'images:\n# - name: app\n#   newTag: v1\n- name: app\n  newTag: v1\n',
      'images:\n# - name: app\n#   newTag: v1\n- name: app\n  newTag: v2\n',
    ],
    ['no final newline', 'images:\n- name: app\n  newTag: v1', 'images:\n- name: app\n  newTag: v2'],
    ['CRLF', 'images:\r\n- name: app\r\n  newTag: v1\r\n', 'images:\r\n- name: app\r\n  newTag: v2\r\n'],
    [
      'BOM and a document start',
      '\uFEFF---\nimages:\n- name: app\n  newTag: v1\n',
      '\uFEFF---\nimages:\n- name: app\n  newTag: v2\n',
    ],
    [
      'trailing spaces and blank lines',
      'images:\n\n- name: app  \n\n  newTag: v1  \n\n',
      'images:\n\n- name: app  \n\n  newTag: v2  \n\n',
    ],
    ['name is not the first key', 'images:\n- newTag: v1\n  name: app\n', 'images:\n- newTag: v2\n  name: app\n'],
    [
      'non-ASCII before it',
      '# 日本語 🐈\nimages:\n- name: app\n  newTag: v1\n',
      '# 日本語 🐈\nimages:\n- name: app\n  newTag: v2\n',
    ],
    [
      'flow style',
      'images: [{name: app, newTag: v1}, {name: b, newTag: v1}]\n',
      'images: [{name: app, newTag: v2}, {name: b, newTag: v1}]\n',
    ],
    [
      'neighbours',
      'images:\n- name: b\n  newTag: v1\n- name: app\n  newTag: v1\n- name: c\n  newTag: v1\n',
      'images:\n- name: b\n  newTag: v1\n- name: app\n  newTag: v2\n- name: c\n  newTag: v1\n',
    ],
    [
      'a name that is a pattern for others',
      'images:\n- name: app-worker\n  newTag: v1\n- name: app\n  newTag: v1\n',
      'images:\n- name: app-worker\n  newTag: v1\n- name: app\n  newTag: v2\n',
    ],
    [
      'the wrong case that kustomize accepts',
      'images:\n- name: app\n  newtag: v1\n',
      'images:\n- name: app\n  newtag: v2\n',
    ],
    [
      'of two equal keys the last counts',
      'images:\n- name: app\n  newTag: v0\n  newTag: v1\n',
      'images:\n- name: app\n  newTag: v0\n  newTag: v2\n',
    ],
    [
      'aliases elsewhere',
      'x: &a {k: v}\ny: *a\nimages:\n- name: app\n  newTag: v1\n',
      'x: &a {k: v}\ny: *a\nimages:\n- name: app\n  newTag: v2\n',
    ],
    [
      'an unquoted number becomes text',
      'images:\n- name: app\n  newTag: 1.10\n',
      'images:\n- name: app\n  newTag: v2\n',
    ],
  ])('%s', (_, before, after) => {
    expect(edit(before)).toEqual(changed(after));
    expect(edit(after)).toEqual({ kind: 'unchanged' });
  });
});

describe('a missing tag and a leftover digest', () => {
  it.each([
    ['no newTag', 'images:\n- name: app\n', 'images:\n- name: app\n  newTag: v2\n'],
    [
      'no newTag, indented, commented, CRLF',
      'images:\r\n  - name: app # c\r\n    newName: r/x\r\n',
      'images:\r\n  - name: app # c\r\n    newTag: v2\r\n    newName: r/x\r\n',
    ],
    ['no newTag in flow style', 'images: [{name: app}]', 'images: [{name: app, newTag: v2}]'],
    ['an empty newTag', 'images:\n- name: app\n  newTag:\n', 'images:\n- name: app\n  newTag: v2\n'],
    ['newTag: null', 'images:\n- name: app\n  newTag: null\n', 'images:\n- name: app\n  newTag: v2\n'],
    [
      'digest after the tag',
      'images:\n- name: app\n  newTag: v1\n  digest: sha256:aa # x\n',
      'images:\n- name: app\n  newTag: v2\n',
    ],
    [
      'digest in the last line without newline',
      'images:\n- name: app\n  newTag: v1\n  digest: sha256:aa',
      'images:\n- name: app\n  newTag: v2',
    ],
    [
      'digest as the first key',
      'images:\n- digest: sha256:aa\n  name: app\n  newTag: v1\n',
      'images:\n- name: app\n  newTag: v2\n',
    ],
    ['digest alone', 'images:\n- name: app\n  digest: sha256:aa\n', 'images:\n- name: app\n  newTag: v2\n'],
    [
      'digest in flow style',
      'images: [{name: app, digest: "sha256:aa", newTag: v1}]',
      'images: [{name: app, newTag: v2}]',
    ],
    [
      'digest beside the very tag',
      'images:\n- name: app\n  newTag: v2\n  digest: sha256:aa\n',
      'images:\n- name: app\n  newTag: v2\n',
    ],
    [
      'digest with CRLF',
      'images:\r\n- name: app\r\n  digest: sha256:aa\r\n  newTag: v1\r\n',
      'images:\r\n- name: app\r\n  newTag: v2\r\n',
    ],
  ])('%s', (_, before, after) => {
    expect(edit(before)).toEqual(changed(after));
  });
});

describe('a tag that YAML 1.1 or 1.2 would not read as text is quoted', () => {
  it.each([
    '1234567',
    '1.10',
    '1e3',
    '12345678e1',
    '0123456',
    '1_000',
    '0x1f',
    '0o17',
    'on',
    'yes',
    'true',
    'null',
    'No',
    '7e12345',
  ])('%s', (tag) => {
    expect(edit('images:\n- name: app\n  newTag: v1\n', tag)).toEqual(
      changed(`images:\n- name: app\n  newTag: "${tag}"\n`),
    );
    expect(edit(`images:\n- name: app\n  newTag: '${tag}'\n`, tag)).toEqual({ kind: 'unchanged' });
    expect(edit(`images:\n- name: app\n  newTag: ${tag}\n`, tag)).toEqual(
      changed(`images:\n- name: app\n  newTag: "${tag}"\n`),
    );
  });

  it.each(['v1', '1.2.3', '7f12345', 'main-3', 'a'.repeat(40)])('%s needs none', (tag) => {
    expect(edit('images:\n- name: app\n  newTag: x\n', tag)).toEqual(
      changed(`images:\n- name: app\n  newTag: ${tag}\n`),
    );
  });
});

describe('what cannot be edited is said, and nothing is written', () => {
  it.each([
    ['no such image', 'images:\n- name: b\n- name: c\n', { kind: 'image-missing', present: ['b', 'c'] }],
    ['no images', 'resources: []\n', { kind: 'image-missing', present: [] }],
    ['images is empty', 'images:\n', { kind: 'image-missing', present: [] }],
    ['an empty file', '', { kind: 'image-missing', present: [] }],
    ['an empty document', '---\n', { kind: 'image-missing', present: [] }],
    ['only a comment', '# nothing\n', { kind: 'image-missing', present: [] }],
    ['an entry without a name', 'images:\n- newTag: v1\n- just text\n', { kind: 'image-missing', present: [] }],
  ])('%s', (_, text, answer) => {
    expect(edit(text)).toEqual(answer);
  });

  it.each([
    ['broken YAML', 'images: [\n', /line 2|line 1/],
    ['two documents', 'images: []\n---\nimages: []\n', /2 YAML documents/],
    ['not a map', '- a\n', /not a map/],
    ['images is no list', 'images: {app: v1}\n', /not a list/],
    ['images is an alias', 'x: &x\n- name: app\nimages: *x\n', /alias/],
    ['the entry is an alias', 'x: &x {name: app, newTag: v1}\nimages: [*x]\n', /alias/],
    ['the tag is an alias', 'x: &t v1\nimages:\n- name: app\n  newTag: *t\n', /alias/],
    ['the tag has an anchor', 'images:\n- name: app\n  newTag: &t v1\n- name: b\n  newTag: *t\n', /anchor/],
    ['the tag is a block', 'images:\n- name: app\n  newTag: |\n    v1\n', /block/],
    ['the tag is a list', 'images:\n- name: app\n  newTag: [v1]\n', /not a text/],
    ['named twice', 'images:\n- name: app\n  newTag: v1\n- name: app\n  newTag: v1\n', /twice, in lines 2 and 4/],
  ])('%s', (_, text, reason) => {
    expect(edit(text)).toEqual({ kind: 'invalid', reason: expect.stringMatching(reason) });
  });

  it.each(['', '-v1', '.v1', 'a b', 'v1\nevil: yes', 'a'.repeat(129), 'é'])('"%s" is no tag', (tag) => {
    expect(edit('images:\n- name: app\n', tag)).toMatchObject({ kind: 'invalid' });
  });
});

describe('readKustomization', () => {
  it.each([
    ['images:\n- name: app\n  newTag: 1.10\n  newName: r/x\n', { tag: '1.10', digest: null, repository: 'r/x' }],
    ['images:\n- name: app\n  digest: sha256:aa\n', { tag: null, digest: 'sha256:aa', repository: null }],
    ['images:\n- name: app\n  newTag: "1.10"\n', { tag: '1.10', digest: null, repository: null }],
  ])('%s', (text, read) => {
    expect(readKustomization(text, 'app')).toEqual({ kind: 'found', ...read });
  });

  it('takes a registry path as the repository', () => {
    expect(readKustomization('images:\n- name: reg.io/x\n  newTag: v1\n', 'reg.io/x')).toMatchObject({
      repository: 'reg.io/x',
    });
  });
});

it('for any kustomization the difference is inside the tag, and the file reads back', () => {
  const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/);
  const comment = fc.stringMatching(/^[ -~]{0,20}$/);
  fc.assert(
    fc.property(
      tag,
      tag,
      comment,
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 0, max: 4 }),
      (old, wanted, note, eol, indent) => {
        const pad = ' '.repeat(indent);
        const head = [
          `# ${note}`,
          'images:',
          `${pad}- name: other`,
          `${pad}  newTag: x`,
          `${pad}- name: app # ${note}`,
          `${pad}  newTag: `,
        ].join(eol);
        const tail = ` # ${note}${eol}resources: []${eol}`;
        const result = edit(`${head}"${old}"${tail}`, wanted);
        if (old === wanted) return expect(result).toEqual({ kind: 'unchanged' });
        expect(result).toEqual(changed(`${head}"${wanted}"${tail}`));
        expect(parse(`${head}"${wanted}"${tail}`).images[1].newTag).toBe(wanted);
      },
    ),
  );
});
