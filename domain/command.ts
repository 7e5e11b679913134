import { nearest } from './nearest.ts';

interface Rule {
  readonly usage: string;
  /** How many words may follow the verb. */
  readonly words: readonly [min: number, max: number];
  readonly does: { readonly en: string; readonly ja: string };
  readonly example: string;
}

/**
 * What a person may say to us, and nothing else.
 * The table is the grammar: parsing, the help text and docs/commands.md all read it, so they cannot disagree.
 */
export const GRAMMAR = {
  deploy: {
    usage: 'deploy <service> <environment> [branch or tag]',
    words: [1, 3],
    does: {
      en: 'Start a deploy. `deploy <environment>` shows what can be deployed there.',
      ja: 'デプロイを開始します。`deploy <environment>` で候補を表示します。',
    },
    example: 'deploy api staging',
  },
  invoke: {
    usage: 'invoke <function> <environment> [key=value …]',
    words: [2, Number.POSITIVE_INFINITY],
    does: { en: 'Run a Lambda function and show its answer.', ja: 'Lambda 関数を実行し、結果を表示します。' },
    example: 'invoke reindex staging index=products',
  },
  status: {
    usage: 'status [service] [environment]',
    words: [0, 2],
    does: { en: 'What runs where, since when, by whom, and who waits.', ja: '各環境で何が動いているかを表示します。' },
    example: 'status api',
  },
  list: {
    usage: 'list',
    words: [0, 0],
    does: { en: 'Services, environments and functions.', ja: 'サービス・環境・関数の一覧を表示します。' },
    example: 'list',
  },
  branches: {
    usage: 'branches <service>',
    words: [1, 1],
    does: { en: 'The branches of a service.', ja: 'サービスのブランチを表示します。' },
    example: 'branches api',
  },
  help: {
    usage: 'help [command]',
    words: [0, 1],
    does: { en: 'This text.', ja: 'このヘルプを表示します。' },
    example: 'help deploy',
  },
} as const satisfies Record<string, Rule>;

export type Verb = keyof typeof GRAMMAR;
export const VERBS = Object.keys(GRAMMAR).filter(isVerb);

export type Command =
  | { readonly kind: 'deploy'; readonly words: readonly string[] }
  | {
      readonly kind: 'invoke';
      readonly function: string;
      readonly environment: string;
      readonly pairs: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'status'; readonly words: readonly string[] }
  | { readonly kind: 'list' }
  | { readonly kind: 'branches'; readonly service: string }
  | { readonly kind: 'help'; readonly verb?: Verb };

export type Parsed =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'unknown-verb'; readonly word: string; readonly nearest: readonly string[] }
  | { readonly kind: 'missing-words'; readonly verb: Verb; readonly usage: string }
  | { readonly kind: 'extra-words'; readonly verb: Verb; readonly usage: string; readonly extra: readonly string[] }
  /** Not `key=value`, or a key that was given before. */
  | { readonly kind: 'bad-pair'; readonly verb: Verb; readonly usage: string; readonly pair: string };

const GREETINGS: readonly string[] = ['hi', 'hello'];

/** Reads normalised text (`normaliseText`), whole words only. After `/deploy` a first word that is no verb is what to deploy. */
export function parseCommand(text: string, { slash = false } = {}): Parsed {
  const [first, ...rest] = splitWords(text);
  if (first === undefined) return { kind: 'command', command: { kind: 'help' } };
  const word = first.toLowerCase();
  if (isVerb(word)) return parseVerb(word, rest);
  if (slash) return parseVerb('deploy', [first, ...rest]);
  if (GREETINGS.includes(word)) return { kind: 'command', command: { kind: 'help' } };
  return { kind: 'unknown-verb', word: first, nearest: nearest(word, VERBS) };
}

/** Words stand between spaces; `key="two words"` is one. */
function splitWords(text: string): string[] {
  return [...text.matchAll(/[A-Za-z][A-Za-z0-9_]*="[^"]*"(?!\S)|\S+/g)].map(([word]) => word);
}

function isVerb(word: string): word is Verb {
  return Object.hasOwn(GRAMMAR, word);
}

function parseVerb(verb: Verb, words: readonly string[]): Parsed {
  const {
    usage,
    words: [min, max],
  } = GRAMMAR[verb];
  if (words.length < min) return { kind: 'missing-words', verb, usage };
  if (words.length > max) return { kind: 'extra-words', verb, usage, extra: words.slice(max) };
  switch (verb) {
    case 'deploy':
    case 'status':
      return { kind: 'command', command: { kind: verb, words } };
    case 'invoke':
      return parseInvoke(words);
    case 'list':
      return { kind: 'command', command: { kind: 'list' } };
    case 'branches':
      return { kind: 'command', command: { kind: 'branches', service: words.join(' ') } };
    case 'help':
      return parseHelp(words[0]);
  }
}

function parseHelp(word: string | undefined): Parsed {
  if (word === undefined) return { kind: 'command', command: { kind: 'help' } };
  const verb = word.toLowerCase();
  if (isVerb(verb)) return { kind: 'command', command: { kind: 'help', verb } };
  return { kind: 'unknown-verb', word, nearest: nearest(verb, VERBS) };
}

function parseInvoke([name = '', environment = '', ...pairs]: readonly string[]): Parsed {
  const values = new Map<string, string>();
  for (const pair of pairs) {
    const [, key, value] = /^([A-Za-z][A-Za-z0-9_]*)=("[^"]*"|(?!").*)$/.exec(pair) ?? [];
    if (key === undefined || value === undefined || values.has(key)) {
      return { kind: 'bad-pair', verb: 'invoke', usage: GRAMMAR.invoke.usage, pair };
    }
    values.set(key, value.startsWith('"') ? value.slice(1, -1) : value);
  }
  return {
    kind: 'command',
    command: { kind: 'invoke', function: name, environment, pairs: Object.fromEntries(values) },
  };
}
