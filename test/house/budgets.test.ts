import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from '@jest/globals';
import { filesUnder, functionsOf, linesOf, ROOMS } from './sources.ts';

const PRODUCTION_FILE = 150;
const TEST_FILE = 300;
const FUNCTION = 40;
const PARAMETERS = 3;
const FORBIDDEN = [
  'utils',
  'helpers',
  'common',
  'shared',
  'misc',
  'manager',
  'handler',
  'service',
  'types',
  'constants',
];

const production = ROOMS.flatMap(filesUnder);

it(`no production file has more than ${PRODUCTION_FILE} lines, no test file more than ${TEST_FILE}`, () => {
  const long = [
    ...production.filter((file) => linesOf(file) > PRODUCTION_FILE),
    ...filesUnder('test').filter((file) => linesOf(file) > TEST_FILE),
  ];
  expect(long.map((file) => `${file}: ${linesOf(file)}`)).toEqual([]);
});

it(`no function has more than ${FUNCTION} lines of its own or ${PARAMETERS} parameters`, () => {
  const big = production.flatMap((file) =>
    functionsOf(file)
      .filter(({ lines, parameters }) => lines > FUNCTION || parameters > PARAMETERS)
      .map(({ name, lines, parameters }) => `${file} ${name}: ${lines} lines, ${parameters} parameters`),
  );
  expect(big).toEqual([]);
});

it('files are named in kebab-case after what they are for', () => {
  const badly = [...production, ...filesUnder('test')].filter((file) => {
    const name = basename(file).replace(/(\.test)?\.ts$/, '');
    return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || FORBIDDEN.includes(name);
  });
  expect(badly).toEqual([]);
});

it('nothing is left for later: no skipped test, no silenced check', () => {
  const loose = [...production, ...filesUnder('test')].flatMap((file) => looseEnds(file));
  expect(loose).toEqual([]);
});

const LOOSE = new RegExp(
  [
    '\\bTODO\\b',
    '\\bFIXME\\b',
    '\\.(skip|only|todo)\\(',
    'as any\\b',
    '@ts-(ignore|expect-error|nocheck)',
    'biome-ignore',
  ].join('|'),
);

function looseEnds(file: string): string[] {
  if (file.endsWith('budgets.test.ts')) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (LOOSE.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : []));
}
