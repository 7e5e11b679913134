import type { WebClient } from '@slack/web-api';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Catalog } from '../domain/catalog.ts';
import type { Recorder } from '../domain/measure.ts';
import type { Locale } from '../domain/target.ts';
import type { People } from './people.ts';
import type { Links } from './views/links.ts';

/** What every listener and command has at hand. No state: any number of gateways may run. */
export interface Desk {
  /** As it is now; a person's request is answered by one and the same. */
  readonly catalog: Catalog;
  /** Of the person who is answered; what all can read is in the catalogue's. */
  readonly locale: Locale;
  readonly client: Client;
  readonly web: WebClient;
  readonly people: People;
  readonly links: Links;
  readonly log: Logger;
  readonly record: Recorder;
}

/** One request of one person, however it came. */
export interface Asked {
  readonly by: string;
  readonly channel: string;
  /** Of the message itself; a typed command has none. */
  readonly ts?: string;
  /** Of the thread that it was said in. */
  readonly threadTs?: string;
  /** What makes it one request: Slack delivers some of them more than once. */
  readonly key: string;
  readonly text: string;
  readonly door: 'mention' | 'direct' | 'slash';
}
