import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Command, parseCommand } from '../../domain/command.ts';
import { GRAMMAR, VERBS } from '../../domain/grammar.ts';
import { helpOf } from '../../domain/help.ts';
import { normaliseText } from '../../domain/normalise-text.ts';

const HELP: Command = { kind: 'help' };
const deploy = (...words: string[]): Command => ({ kind: 'deploy', words });

describe('parseCommand', () => {
  it.each<[string, Command]>([
    ['', HELP],
    ['hi', HELP],
    ['Hello', HELP],
    ['help', HELP],
    ['help Deploy', { kind: 'help', verb: 'deploy' }],
    ['deploy api staging', deploy('api', 'staging')],
    ['DEPLOY Api Staging Feature/X', deploy('Api', 'Staging', 'Feature/X')],
    ['deploy staging', deploy('staging')],
    ['deploy', deploy()],
    ['plan api Prod', { kind: 'plan', service: 'api', environment: 'Prod' }],
    ['plan api prod Feature/X', { kind: 'plan', service: 'api', environment: 'prod', ref: 'Feature/X' }],
    ['deploy tools-api staging', deploy('tools-api', 'staging')],
    ['deploy helpdesk staging', deploy('helpdesk', 'staging')],
    ['deploy list status', deploy('list', 'status')],
    ['status', { kind: 'status', words: [] }],
    ['status staging', { kind: 'status', words: ['staging'] }],
    ['status api staging', { kind: 'status', words: ['api', 'staging'] }],
    ['history api', { kind: 'history', service: 'api' }],
    ['History api Prod', { kind: 'history', service: 'api', environment: 'Prod' }],
    ['list', { kind: 'list' }],
    ['branches api', { kind: 'branches', service: 'api' }],
    ['invoke broken staging', { kind: 'invoke', function: 'broken', environment: 'staging', pairs: {} }],
  ])('reads "%s"', (text, command) => {
    expect(parseCommand(text)).toEqual({ kind: 'command', command });
  });

  it.each<[string, Record<string, string>]>([
    ['index=products', { index: 'products' }],
    ['index="two words" n=1', { index: 'two words', n: '1' }],
    ['index=', { index: '' }],
    ['index=""', { index: '' }],
    ['url=https://example.com/?a=b', { url: 'https://example.com/?a=b' }],
    ['filter={"a":1}', { filter: '{"a":1}' }],
    ['list=["a","b"]', { list: '["a","b"]' }],
    ['constructor=x', { constructor: 'x' }],
  ])('reads what is given to a function: %s', (text, pairs) => {
    const command = { kind: 'invoke', function: 'reindex', environment: 'staging', pairs };
    expect(parseCommand(`invoke reindex staging ${text}`)).toEqual({ kind: 'command', command });
  });

  it.each(['products', '=x', '1a=x', 'a-b=x', 'a=1 a=2', 'a="open', 'a="b"c', '"a"=b'])(
    'refuses the pair in "%s"',
    (text) => {
      expect(parseCommand(`invoke reindex staging ${text}`)).toEqual({
        kind: 'bad-pair',
        verb: 'invoke',
        usage: GRAMMAR.invoke.usage,
        pair: text.split(' ').at(-1),
      });
    },
  );

  it.each([
    ['invoke', 'invoke'],
    ['invoke reindex', 'invoke'],
    ['branches', 'branches'],
    ['history', 'history'],
  ] as const)('misses words in "%s" and says how it is used', (text, verb) => {
    expect(parseCommand(text)).toEqual({ kind: 'missing-words', verb, usage: GRAMMAR[verb].usage });
  });

  it.each([
    ['deploy api staging main now', 'deploy', ['now']],
    ['deploy api staging main --dry-run please', 'deploy', ['--dry-run', 'please']],
    ['status api staging x', 'status', ['x']],
    ['history api staging 20', 'history', ['20']],
    ['list all', 'list', ['all']],
    ['branches api web', 'branches', ['web']],
    ['help deploy staging', 'help', ['staging']],
  ] as const)('refuses the words too many in "%s"', (text, verb, extra) => {
    expect(parseCommand(text)).toEqual({ kind: 'extra-words', verb, usage: GRAMMAR[verb].usage, extra });
  });

  it.each([
    ['depoly api staging', 'depoly', ['deploy']],
    ['ls', 'ls', []],
    ['Lists', 'Lists', ['list']],
    ['help depploy', 'depploy', ['deploy']],
    ["don't deploy api staging", "don't", []],
    ['toString', 'toString', []],
    ['constructor api', 'constructor', []],
    ['help __proto__', '__proto__', []],
    ['ｄeploy', 'ｄeploy', ['deploy']],
  ])('does not know "%s"', (text, word, nearest) => {
    expect(parseCommand(text)).toEqual({ kind: 'unknown-verb', word, nearest });
  });

  it.each<[string, Command]>([
    ['', HELP],
    ['api staging', deploy('api', 'staging')],
    ['hello staging', deploy('hello', 'staging')],
    ['deploy api staging', deploy('api', 'staging')],
    ['staging', deploy('staging')],
    ['list', { kind: 'list' }],
  ])('reads "/deploy %s"', (text, command) => {
    expect(parseCommand(text, { slash: true })).toEqual({ kind: 'command', command });
  });

  it('refuses words too many after /deploy, too', () => {
    expect(parseCommand('api staging main now', { slash: true })).toMatchObject({
      kind: 'extra-words',
      extra: ['now'],
    });
  });

  it('answers every text, and what it takes for a command begins with that word', () => {
    const word = fc.oneof(
      fc.constantFrom(...VERBS, 'api', 'staging', 'a="b c"', '"', 'a="'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = normaliseText(words.join(' '));
        const parsed = parseCommand(text);
        const first = text.split(' ')[0]?.toLowerCase();
        if (parsed.kind === 'command' && parsed.command.kind !== 'help') expect(first).toBe(parsed.command.kind);
      }),
    );
  });
});

describe('helpOf', () => {
  it.each(['en', 'ja'] as const)('shows every command of the grammar in %s, in its order', (locale) => {
    expect(helpOf(locale).map(({ verb, does }) => [verb, does])).toEqual(
      VERBS.map((verb) => [verb, GRAMMAR[verb].does[locale]]),
    );
  });

  it('shows one', () => {
    expect(helpOf('en', 'list')).toEqual([
      { verb: 'list', usage: 'list', does: GRAMMAR.list.does.en, example: 'list' },
    ]);
  });

  it.each(VERBS.map((verb) => [verb] as const))('gives an example of %s that can be said', (verb) => {
    expect(parseCommand(GRAMMAR[verb].example)).toMatchObject({ kind: 'command', command: { kind: verb } });
    expect(GRAMMAR[verb].usage.split(' ')[0]).toBe(verb);
  });
});
