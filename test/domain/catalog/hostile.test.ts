import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCatalog } from '../../../domain/catalog.ts';
import { hostile } from '../../support/hostile-text.ts';

const GOOD = readFileSync('config/catalog.yaml', 'utf8');
const LINES = GOOD.split('\n').length;

/** A catalogue, or problems that each have a place and words. */
function read(text: string): 'catalog' | 'problems' {
  const reading = parseCatalog(text);
  if (reading.kind === 'catalog') return 'catalog';
  expect(reading.problems.length).toBeGreaterThan(0);
  for (const { line, column, message } of reading.problems) {
    expect([line >= 1, column >= 1, message.trim() !== '']).toEqual([true, true, true]);
  }
  return 'problems';
}

describe('parseCatalog', () => {
  it('of a catalogue that somebody broke says where, or reads it', () => {
    const broken = fc.record({ at: fc.nat(), length: fc.nat(30), put: hostile.map((text) => text.slice(0, 30)) });
    fc.assert(
      fc.property(broken, ({ at, length, put }) => {
        const from = at % GOOD.length;
        read(GOOD.slice(0, from) + put + GOOD.slice(from + length));
      }),
      { numRuns: 50 },
    );
  });

  it('of lines in another order, left out or twice says where, or reads them', () => {
    const lines = fc.array(fc.nat(LINES - 1), { maxLength: LINES });
    const all = GOOD.split('\n');
    fc.assert(
      fc.property(lines, (picked) => void read(picked.map((index) => all[index]).join('\n'))),
      { numRuns: 30 },
    );
  });

  it.each([
    ['CRLF', GOOD.replaceAll('\n', '\r\n')],
    ['a BOM', `\uFEFF${GOOD}`],
    ['a document start', `---\n${GOOD}`],
  ])('reads it the same with %s', (_, text) => {
    expect(parseCatalog(text)).toEqual(parseCatalog(GOOD));
  });

  it.each([
    ['an anchor that is used', 'version: 1\ndefaults: &d {region: x}\nservices: *d\n', /services|must be a list/],
    ['an anchor that holds itself', 'services: &a\n- *a\n', /holds itself/],
    ['an alias without its anchor', 'services: *gone\n', /no anchor "gone"/],
    ['aliases without end', bomb(), /alias/i],
    ['a merge key', 'services:\n- <<: {name: api}\n', /<</],
    ['a key twice', 'version: 1\nversion: 1\n', /unique/i],
    ['two documents', 'version: 1\n---\nversion: 1\n', /multiple documents/],
    ['bytes', '\u0000\u0001\u0002\u007f'.repeat(500), /./],
    ['a tag of YAML for bytes', 'version: !!binary aGVsbG8=\n', /must be 1/],
    ['a key that objects have', '__proto__: {version: 1}\n', /__proto__|no key here/],
    ['a key that is a map', '? {a: b}\n: c\n', /no key here/],
    ['tabs', 'services:\n\t- name: api\n', /tab/i],
    ['brackets without end', `services: ${'['.repeat(20_000)}`, /too long or too deep|call stack/],
  ])('says what is wrong with %s', (_, text, message) => {
    const reading = parseCatalog(text);
    const said =
      reading.kind === 'problems' ? reading.problems.map((problem) => `${problem.path} ${problem.message}`) : [];
    expect(said).toContainEqual(expect.stringMatching(message));
  });

  it('of hundreds of services, also in flow style, reads what is good and reports what is not', () => {
    const services = Array.from({ length: 300 }, (_, index) => `- name: Api${index}\n`).join('');
    expect(read(`version: 1\nservices:\n${services}`)).toBe('problems');
    expect(read(`services: [${'{name: Api},\n'.repeat(3_000)}]`)).toBe('problems');
  });
});

function bomb(): string {
  const ten = (name: string) => Array.from({ length: 10 }, () => name).join(', ');
  return `a: &a [x]\nb: &b [${ten('*a')}]\nc: &c [${ten('*b')}]\nservices: [${ten('*c')}]\n`;
}
