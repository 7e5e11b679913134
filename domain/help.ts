import { GRAMMAR, VERBS, type Verb } from './grammar.ts';
import type { Locale } from './target.ts';

/** One command as help shows it. */
export interface HelpEntry {
  readonly verb: Verb;
  readonly usage: string;
  readonly does: string;
  readonly example: string;
}

/** What `help` and `help <command>` say; the table of the grammar is the only source. */
export function helpOf(locale: Locale, verb?: Verb): HelpEntry[] {
  const asked = verb === undefined ? VERBS : [verb];
  return asked.map((name) => {
    const { usage, does, example } = GRAMMAR[name];
    return { verb: name, usage, does: does[locale], example };
  });
}
