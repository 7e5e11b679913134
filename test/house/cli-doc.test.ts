import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { CLI_VERBS, COMMANDS } from '../../cli/command-table.ts';
import { EXIT_CODES } from '../../cli/report.ts';

const rows = readFileSync('docs/cli.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'));

it('docs/cli.md shows the commands of the command line, and nothing that is not there', () => {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const commands = CLI_VERBS.map((verb) => {
    const { usage, does, example } = COMMANDS[verb];
    return `| \`${cell(usage)}\` | ${cell(does.en)} | \`tempocat ${cell(example)}\` |`;
  });
  expect(rows.slice(0, commands.length + 2)).toEqual([
    '| command | does | for example |',
    '|---|---|---|',
    ...commands,
  ]);
});

it('docs/cli.md shows every exit code', () => {
  const codes = rows.slice(CLI_VERBS.length + 4).map((row) => row.split('|').slice(1, 3).join('').trim());
  expect(codes).toEqual(Object.entries(EXIT_CODES).map(([exit, code]) => `${code}  \`${exit}\``));
});
