import type { Standing } from '../../domain/actor.ts';
import type { Parsed } from '../../domain/command.ts';
import { GRAMMAR, type Verb } from '../../domain/grammar.ts';
import type { Unknown } from '../../domain/locate.ts';
import type { Locale } from '../../domain/target.ts';
import { type Message, message } from './blocks.ts';
import { code, join, type SafeText, safe } from './text.ts';
import { answerWords } from './words/answers.ts';

const NAMES_SHOWN = 40;
const COMMA = safe`, `;

const names = (all: readonly string[]): SafeText =>
  join(
    all.slice(0, NAMES_SHOWN).map((name) => code(name, 60)),
    COMMA,
  );

type Mistake = Exclude<Parsed, { kind: 'command' }>;

/** A typing error: what was wrong, what may have been meant, how it is said. */
export function renderMistake(mistake: Mistake, locale: Locale): Message {
  const words = answerWords[locale];
  switch (mistake.kind) {
    case 'unknown-verb':
      return message([words.unknownVerb(code(mistake.word, 60)), ...near(mistake.nearest, locale), words.tryHelp]);
    case 'missing-words':
      return message([words.missingWords, ...usage(mistake.verb, locale)]);
    case 'extra-words':
      return message([words.extraWords(names(mistake.extra)), ...usage(mistake.verb, locale)]);
    case 'bad-pair':
      return message([words.badPair(code(mistake.pair, 100)), ...usage(mistake.verb, locale)]);
  }
}

/** A name that the catalogue does not have, with the nearest and all that it has. */
export function renderUnknown({ kind, word, of, nearest, known }: Unknown, locale: Locale): Message {
  const words = answerWords[locale];
  const what = words.unknown[kind](code(word, 60), of === undefined ? undefined : code(of, 60));
  return message([what, ...near(nearest, locale), ...(known.length > 0 ? [words.known(names(known))] : [])]);
}

export function renderWhichEnvironment(service: string, known: readonly string[], locale: Locale): Message {
  return message([answerWords[locale].whichEnvironment(code(service, 60), names(known)), ...usage('deploy', locale)]);
}

/** Whom it is for, or why this person may do nothing at all. */
export function renderNotAllowed({
  standing,
  what,
  groups,
  locale,
}: {
  readonly standing: Standing;
  readonly what: string;
  readonly groups: readonly string[];
  readonly locale: Locale;
}): Message {
  const words = answerWords[locale];
  if (standing !== 'member') return message([words.standing[standing]]);
  return message([words.notAllowed(code(what, 120), names(groups))]);
}

export function renderBadKeys(
  {
    missing,
    unknown,
    keys,
  }: {
    readonly missing: readonly string[];
    readonly unknown: readonly string[];
    readonly keys: readonly string[];
  },
  locale: Locale,
): Message {
  const words = answerWords[locale];
  const known = keys.length > 0 ? names(keys) : words.noKeys;
  return message([
    ...(missing.length > 0 ? [words.keysMissing(names(missing))] : []),
    ...(unknown.length > 0 ? [words.keysUnknown(names(unknown), known)] : []),
    ...usage('invoke', locale),
  ]);
}

function near(nearest: readonly string[], locale: Locale): SafeText[] {
  return nearest.length > 0 ? [answerWords[locale].nearest(names(nearest))] : [];
}

function usage(verb: Verb, locale: Locale): SafeText[] {
  const { usage: form, example } = GRAMMAR[verb];
  const words = answerWords[locale];
  return [words.usage(code(form)), words.example(code(example))];
}
