import { Command, CommanderError } from 'commander';
import type { Locale } from '../domain/target.ts';
import { CLI_VERBS, type CliVerb, COMMANDS } from './command-table.ts';
import { FLAGS, type Given } from './flags.ts';
import type { Terminal } from './terminal.ts';

/** What was asked on the command line; or it has been answered already, with help or a complaint. */
export type Argued =
  | { readonly kind: 'asked'; readonly verb: CliVerb; readonly words: readonly string[]; readonly given: Given }
  | { readonly kind: 'answered'; readonly exit: 'done' | 'not-understood' };

const ABOUT = {
  en: 'Deploys, without Slack: the same commands, rules and words.',
  ja: 'Slack を使わないデプロイ。コマンド・規則・文言は Slack と同じです。',
};

const HELP = { en: 'Show help.', ja: 'ヘルプを表示します。' };

/** The words after a command are Slack's grammar, so they are taken as they are; options may stand anywhere, `--` ends them. */
export function parseArguments(argv: readonly string[], terminal: Terminal, locale: Locale): Argued {
  let asked: Argued = { kind: 'answered', exit: 'done' };
  const program = new Command('tempocat')
    .description(ABOUT[locale])
    .helpOption('-h, --help', HELP[locale])
    .helpCommand('help [command]', HELP[locale])
    .exitOverride()
    .configureOutput({ writeOut: terminal.write, writeErr: terminal.complain })
    .configureHelp({
      helpWidth: terminal.columns,
      showGlobalOptions: false,
      subcommandTerm: (command) => command.name(),
    });
  for (const verb of CLI_VERBS) {
    const { usage, does, example, flags } = COMMANDS[verb];
    const command = program
      .command(verb)
      .argument('[words...]')
      .usage(`${usage.replaceAll(`${verb} `, '').replace(verb, '')} [options]`.trim())
      .description(does[locale].replaceAll('`', ''))
      .addHelpText('after', `\n  tempocat ${example}`);
    for (const flag of flags) command.option(FLAGS[flag].form, FLAGS[flag].does[locale]);
    command.action((words: string[], given: Given) => {
      asked = { kind: 'asked', verb, words, given };
    });
  }
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { kind: 'answered', exit: error.exitCode === 0 ? 'done' : 'not-understood' };
  }
  return asked;
}
