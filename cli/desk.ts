import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { type Logger, pino } from 'pino';
import { createDataConverter } from '../client/data-converter.ts';
import type { Actor } from '../domain/actor.ts';
import type { Catalog } from '../domain/catalog.ts';
import type { Locale } from '../domain/target.ts';
import type { Message } from '../slack-gateway/views/blocks.ts';
import type { Links } from '../slack-gateway/views/links.ts';
import type { SafeText } from '../slack-gateway/views/text.ts';
import type { CliConfig } from './config.ts';
import { createPaint, type Paint } from './paint.ts';
import { nameOf } from './people.ts';
import { renderPlain } from './plain.ts';
import type { Exit, Report } from './report.ts';
import type { Terminal } from './terminal.ts';

/** What a command has at hand. */
export interface Desk {
  readonly catalog: Catalog;
  readonly locale: Locale;
  readonly client: Client;
  readonly links: Links;
  /** The gateway's look-ups log; at a terminal what they find is said instead. */
  readonly log: Logger;
  readonly paint: Paint;
  /** Columns of the terminal. */
  readonly width: number;
  /** What makes it one request. */
  readonly key: string;
  /** Nothing is said before the end. */
  readonly quiet: boolean;
  /** Says something before the end. */
  say(text: string): void;
  ask?(question: string): Promise<string>;
  close(): Promise<void>;
}

/** For what only somebody may do. */
export interface ActorsDesk extends Desk {
  readonly actor: Actor;
}

interface Opening {
  readonly config: CliConfig;
  readonly terminal: Terminal;
  /** Who is named to Temporal, besides the account that runs the command. */
  readonly actor?: Actor;
  readonly key?: string;
  /** Nothing is said before the end. */
  readonly quiet: boolean;
}

const CONNECTS_WITHIN = '5s';

/** Throws when Temporal does not answer. */
export async function openDesk({ config, terminal, actor, key, quiet }: Opening): Promise<Desk> {
  const { catalog, locale, links, environment, encryptionKeys } = config;
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({
    overrideEnvVars: { ...environment },
  });
  const connection = await Connection.connect({ ...connectionOptions, connectTimeout: CONNECTS_WITHIN });
  const who = actor ? `${nameOf(catalog, actor.by)} (${actor.by}) as ` : '';
  const identity = `tempocat: ${who}${terminal.account}@${terminal.host}`;
  return {
    ...{ catalog, locale, links: { ...links, namespace } },
    client: new Client({ connection, namespace, identity, dataConverter: createDataConverter(encryptionKeys) }),
    log: pino({ enabled: false }),
    paint: createPaint(terminal.colours),
    width: terminal.columns,
    quiet,
    key: key ?? newKey(),
    say: (text) => (quiet ? undefined : terminal.write(`${text}\n`)),
    ...(terminal.ask && !quiet && { ask: terminal.ask }),
    close: () => connection.close(),
  };
}

/** `cli-20261125T221003-1f3a9c4e`: people read it in Temporal's list. */
function newKey(): string {
  const at = new Date().toISOString().replace(/[-:]|\.\d+Z$/g, '');
  return `cli-${at}-${randomUUID().slice(0, 8)}`;
}

export type Words = Pick<Desk, 'locale' | 'paint' | 'catalog'>;

/** As the terminal shows it. */
export const plain = ({ locale, paint, catalog }: Words, text: string): string =>
  renderPlain(text, { locale, paint, nameOf: (user) => nameOf(catalog, user) });

/** A view of Slack's, or words of ours, as the answer of a command. */
export function answer(desk: Words, exit: Exit, said: Message | SafeText | readonly SafeText[]): Report {
  const text = typeof said === 'string' ? said : 'text' in said ? said.text : said.join('\n');
  return { exit, text: plain(desk, text) };
}
