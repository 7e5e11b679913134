import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { GRAMMAR, VERBS } from '../../domain/grammar.ts';

it('docs/commands.md shows the grammar, and nothing that is not in it', () => {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = VERBS.map((verb) => {
    const { usage, does, example } = GRAMMAR[verb];
    return `| \`${cell(usage)}\` | ${cell(does.en)} | \`${cell(example)}\` |`;
  });
  const table = readFileSync('docs/commands.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(table).toEqual(['| command | does | for example |', '|---|---|---|', ...rows]);
});
