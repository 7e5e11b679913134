import { GRAMMAR, isVerb, VERBS, type Verb } from './grammar.ts';
import { nearest } from './nearest.ts';
import { fromFor, parseLockReason, parseReason } from './reason.ts';

export type Command =
  | { readonly kind: 'deploy'; readonly words: readonly string[] }
  | {
      readonly kind: 'invoke';
      readonly function: string;
      readonly environment: string;
      readonly pairs: Readonly<Record<string, string>>;
    }
  | ({ readonly kind: 'plan'; readonly ref?: string } & Named)
  | { readonly kind: 'status'; readonly words: readonly string[] }
  | { readonly kind: 'history'; readonly service: string; readonly environment?: string }
  | { readonly kind: 'list' | 'locks' }
  | { readonly kind: 'branches'; readonly service: string }
  | TargetCommand
  | { readonly kind: 'help'; readonly verb?: Verb };

/** Commands about one target. Reasons are as they were typed. */
export type TargetCommand =
  | ({ readonly kind: 'undo' } & Named)
  | ({ readonly kind: 'unlock' } & Named)
  | ({ readonly kind: 'resume' } & Named)
  | ({ readonly kind: 'why' } & Named)
  | ({ readonly kind: 'lock'; readonly reason: string; readonly forMs?: number } & Named)
  | ({ readonly kind: 'hold'; readonly reason?: string } & Named)
  | ({ readonly kind: 'cancel'; readonly reason?: string } & Named);

interface Named {
  readonly service: string;
  readonly environment: string;
}

export type Parsed =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'unknown-verb'; readonly word: string; readonly nearest: readonly string[] }
  | { readonly kind: 'missing-words'; readonly verb: Verb; readonly usage: string }
  | { readonly kind: 'extra-words'; readonly verb: Verb; readonly usage: string; readonly extra: readonly string[] }
  /** Not `key=value`, or a key that was given before. */
  | { readonly kind: 'bad-pair'; readonly verb: Verb; readonly usage: string; readonly pair: string };

const GREETINGS: readonly string[] = ['hi', 'hello'];

/**
 * Reads normalised text (`normaliseText`), whole words only; a reason is taken from `asTyped` (`keepWidth`).
 * After `/deploy` a first word that is no verb is what to deploy.
 */
export function parseCommand(text: string, { slash = false, asTyped = text } = {}): Parsed {
  const [first, ...rest] = splitWords(text);
  if (first === undefined) return { kind: 'command', command: { kind: 'help' } };
  const word = first.toLowerCase();
  if (isVerb(word)) return parseVerb(word, rest, asTyped);
  if (slash) return parseVerb('deploy', [first, ...rest], asTyped);
  if (GREETINGS.includes(word)) return { kind: 'command', command: { kind: 'help' } };
  return { kind: 'unknown-verb', word: first, nearest: nearest(word, VERBS) };
}

/** Words stand between spaces; `key="two words"` is one. */
function splitWords(text: string): string[] {
  return [...text.matchAll(/[A-Za-z][A-Za-z0-9_]*="[^"]*"(?!\S)|\S+/g)].map(([word]) => word);
}

function parseVerb(verb: Verb, words: readonly string[], asTyped: string): Parsed {
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
    case 'plan': {
      const [service = '', environment = '', ref] = words;
      return { kind: 'command', command: { kind: verb, service, environment, ...(ref !== undefined && { ref }) } };
    }
    case 'invoke':
      return parseInvoke(words);
    case 'list':
    case 'locks':
      return { kind: 'command', command: { kind: verb } };
    case 'undo':
    case 'unlock':
    case 'resume':
    case 'why':
    case 'lock':
    case 'hold':
    case 'cancel':
      return parseAboutTarget(verb, words, asTyped);
    case 'history': {
      const [service = '', environment] = words;
      return { kind: 'command', command: { kind: verb, service, ...(environment !== undefined && { environment }) } };
    }
    case 'branches':
      return { kind: 'command', command: { kind: 'branches', service: words.join(' ') } };
    case 'help':
      return parseHelp(words[0]);
  }
}

function parseAboutTarget(verb: TargetCommand['kind'], words: readonly string[], asTyped: string): Parsed {
  const [service = '', environment = '', ...rest] = words;
  const reasonWords = rest.length === 0 ? [] : fromFor(asTyped);
  const named = { service, environment };
  switch (verb) {
    case 'undo':
    case 'unlock':
    case 'resume':
    case 'why':
      return { kind: 'command', command: { kind: verb, ...named } };
    case 'lock': {
      const { reason, forMs } = parseLockReason(rest[0]?.toLowerCase() === 'for' ? reasonWords : []);
      if (reason === undefined) return { kind: 'missing-words', verb, usage: GRAMMAR.lock.usage };
      return { kind: 'command', command: { kind: verb, ...named, reason, ...(forMs !== undefined && { forMs }) } };
    }
    case 'hold':
    case 'cancel': {
      const reason = rest[0]?.toLowerCase() === 'for' ? parseReason(reasonWords) : undefined;
      if (rest.length > 0 && reason === undefined)
        return { kind: 'extra-words', verb, usage: GRAMMAR[verb].usage, extra: rest };
      return { kind: 'command', command: { kind: verb, ...named, ...(reason !== undefined && { reason }) } };
    }
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
