import { parseCommand } from '../domain/command.ts';
import { keepWidth, normaliseText } from '../domain/normalise-text.ts';
import { parseReason } from '../domain/reason.ts';
import { type CliVerb, COMMANDS } from './command-table.ts';
import { cancel, cancelOne } from './commands/cancel.ts';
import { approve, reject } from './commands/decide.ts';
import { deploy } from './commands/deploy.ts';
import { history, list, locks, status, why } from './commands/look.ts';
import { misunderstood } from './commands/misunderstood.ts';
import { tell } from './commands/tell.ts';
import { undo } from './commands/undo.ts';
import type { ActorsDesk, Desk } from './desk.ts';
import type { Given } from './flags.ts';
import { followDeploy } from './follow-deploy.ts';
import type { Report } from './report.ts';

const LOOKS = ['status', 'history', 'why', 'locks', 'list', 'follow'] as const satisfies readonly CliVerb[];
type Look = (typeof LOOKS)[number];

export const isLook = (verb: CliVerb): verb is Look => LOOKS.some((look) => look === verb);

/** Whoever may read Temporal may look. */
export async function runLook(desk: Desk, verb: Look, words: readonly string[]): Promise<Report> {
  if (verb === 'follow') return isId(words) ? followDeploy(desk, words[0]) : wrongUsage(verb);
  const parsed = parseSaid(verb, words);
  if (parsed.kind !== 'command') return misunderstood(desk, parsed);
  const { command } = parsed;
  switch (command.kind) {
    case 'status':
      return status(desk, command);
    case 'history':
      return history(desk, command);
    case 'why':
      return why(desk, command);
    case 'locks':
      return locks(desk);
    case 'list':
      return list(desk);
    default:
      return wrongUsage(verb);
  }
}

interface Act {
  readonly verb: CliVerb;
  readonly words: readonly string[];
  readonly given: Given;
}

/** What only somebody may do. */
export async function runAct(desk: ActorsDesk, { verb, words, given }: Act): Promise<Report> {
  const { wait = true, yes = false, plan } = given;
  const reason = parseReason(['for', ...(given.reason === undefined ? [] : [keepWidth(given.reason)])]);
  const because = reason === undefined ? {} : { reason };
  const vote = { words, yes, ...because, ...(plan !== undefined && { plan: Number(plan) }) };
  const isNamed = isId(words) || words.length === 2;
  if (verb === 'approve') return isNamed ? approve(desk, vote) : wrongUsage(verb);
  if (verb === 'reject') return isNamed ? reject(desk, vote) : wrongUsage(verb);
  if (verb === 'cancel' && isId(words)) return cancelOne(desk, words[0], undefined);
  const parsed = parseSaid(verb, words);
  if (parsed.kind !== 'command') return misunderstood(desk, parsed);
  const { command } = parsed;
  switch (command.kind) {
    case 'deploy':
      return deploy(desk, command, { wait, ...because });
    case 'undo':
      return undo(desk, command, { wait });
    case 'cancel':
      return cancel(desk, command);
    case 'lock':
    case 'unlock':
    case 'hold':
    case 'resume':
      return tell(desk, command);
    default:
      return wrongUsage(verb);
  }
}

/** Slack's grammar, word for word. */
function parseSaid(verb: CliVerb, words: readonly string[]): ReturnType<typeof parseCommand> {
  const said = [verb, ...words].join(' ');
  return parseCommand(normaliseText(said), { asTyped: keepWidth(said) });
}

const isId = (words: readonly string[]): words is readonly [string] =>
  words.length === 1 && words[0]?.startsWith('deploy:') === true;

const wrongUsage = (verb: CliVerb): Report => ({
  exit: 'not-understood',
  text: `tempocat ${COMMANDS[verb].usage}\n\n  tempocat ${COMMANDS[verb].example}`,
});
