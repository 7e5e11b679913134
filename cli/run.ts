import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { NamespaceNotFoundError, ValueError } from '@temporalio/common';
import { canRead } from '../client/can-read.ts';
import type { Actor } from '../domain/actor.ts';
import { code, foreign, join, safe } from '../slack-gateway/views/text.ts';
import { schedules } from './commands/schedules.ts';
import { validate } from './commands/validate.ts';
import { type CliConfig, localeOf, readCliConfig } from './config.ts';
import { answer, type Desk, openDesk } from './desk.ts';
import type { Given } from './flags.ts';
import { createPaint, printable } from './paint.ts';
import { findPerson } from './people.ts';
import { type Argued, parseArguments } from './program.ts';
import { EXIT_CODES, type Report } from './report.ts';
import type { Terminal } from './terminal.ts';
import { isLook, runAct, runLook } from './verbs.ts';
import { cliWords } from './words.ts';

/** One command, from what was typed to an exit code. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  const argued = parseArguments(argv, terminal, localeOf(terminal.env) ?? 'en');
  if (argued.kind === 'answered') return EXIT_CODES[argued.exit];
  const report = await carryOut(argued, terminal);
  print(report, argued.given, terminal);
  return EXIT_CODES[report.exit];
}

function print({ exit, text, data }: Report, { json = false }: Given, terminal: Terminal): void {
  if (json) terminal.write(`${JSON.stringify({ exit, text, ...(data !== undefined && { data }) }, null, 2)}\n`);
  else if (text !== '') (exit === 'done' ? terminal.write : terminal.complain)(`${text}\n`);
}

type Asked = Extract<Argued, { kind: 'asked' }>;

async function carryOut({ verb, words, given }: Asked, terminal: Terminal): Promise<Report> {
  if (verb === 'validate') return validate(words, terminal);
  if (verb === 'doctor') return (await import('./doctor/index.ts')).doctor(terminal, given); // it alone needs the vendors' libraries
  const wrong = wrongFlag(given);
  if (wrong !== undefined) return { exit: 'not-understood', text: wrong };
  const reading = readCliConfig(terminal, given.catalog);
  if (reading.kind === 'problems') return { exit: 'not-understood', text: printable(reading.problems.join('\n')) };
  const { config } = reading;
  const said = { ...config, paint: createPaint(terminal.colours) };
  if (verb === 'schedules' || isLook(verb)) {
    return atDesk({ config, terminal, given }, (desk) =>
      verb === 'schedules' ? schedules(desk) : runLook(desk, verb, words),
    );
  }
  const who = given.as ?? terminal.account;
  const found = findPerson(config.catalog, who);
  if (found.kind === 'several') return answer(said, 'refused', cliWords[config.locale].severalAreYou(code(who, 60)));
  if (found.kind === 'nobody') {
    const known = join(
      found.known.slice(0, 40).map((name) => code(name, 60)),
      safe`, `,
    );
    return answer(said, 'refused', cliWords[config.locale].whoAreYou(code(who, 60), known));
  }
  const { actor } = found;
  return atDesk({ config, terminal, given, actor }, (desk) => runAct({ ...desk, actor }, { verb, words, given }));
}

interface Sitting {
  readonly config: CliConfig;
  readonly terminal: Terminal;
  readonly given: Given;
  readonly actor?: Actor;
}

/** Temporal's silence is an answer, too. */
async function atDesk({ given, ...sitting }: Sitting, work: (desk: Desk) => Promise<Report>): Promise<Report> {
  const { config, terminal } = sitting;
  const words = cliWords[config.locale];
  const paint = createPaint(terminal.colours);
  const quiet = given.json === true;
  let desk: Desk;
  try {
    desk = await openDesk({ ...sitting, quiet, ...(given.key !== undefined && { key: `cli-${given.key}` }) });
  } catch (error) {
    return answer({ ...config, paint }, 'no-answer', words.silent(foreign(String(error), 500)));
  }
  const unreadable = (error: ValueError) => words.unreadable(foreign(error.message, 500));
  try {
    const read = await canRead(desk.client);
    return read === true ? await work(desk) : answer(desk, 'not-understood', [unreadable(read), words.nothingDone]);
  } catch (error) {
    if (error instanceof ValueError) return answer(desk, 'no-answer', unreadable(error));
    const why = refusalOf(error);
    if (why === undefined) throw error;
    return answer(desk, 'no-answer', words.notTaken(foreign(why, 500)));
  } finally {
    await desk.close();
  }
}

/** What Temporal itself said against it, or that it said nothing. */
function refusalOf(error: unknown): string | undefined {
  if (error instanceof NamespaceNotFoundError) return error.message;
  if (error instanceof ServiceError) return refusalOf(error.cause) ?? error.message;
  return isGrpcServiceError(error) ? error.details : undefined;
}

function wrongFlag({ key, plan }: Given): string | undefined {
  if (key !== undefined && !/^[A-Za-z0-9._-]{1,60}$/.test(key))
    return '--key takes letters, digits, ".", "_" and "-", at most 60.';
  return plan !== undefined && !/^[1-9]\d{0,5}$/.test(plan) ? '--plan takes the number of a plan.' : undefined;
}
