import type { Server } from 'node:http';
import { App, type CustomRoute, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-logger.ts';
import type { SlackAccess } from './config.ts';
import { createHttpEntrance } from './entrances/http.ts';
import { createSocketEntrance } from './entrances/socket.ts';

/** How Slack's requests come in: by HTTP, or through a socket that we open. */
export interface Entrance {
  readonly receiver: Receiver;
  /** Answers on that port from now on: health in any case, and over HTTP also Slack. */
  listen(at: { readonly port: number; readonly host: string }): Promise<Server>;
  /** Returns when Slack's requests can come. */
  connect(): Promise<void>;
  /** What keeps them from coming, if anything does. */
  trouble(): string | undefined;
  /** Takes nothing new, and returns when what was accepted is finished, or has taken too long. */
  close(): Promise<void>;
}

export interface Door extends Entrance {
  readonly app: App;
}

interface Options {
  readonly slack: SlackAccess;
  readonly log: Logger;
  readonly routes: CustomRoute[];
}

/** Bolt. Answers after the work is done, so that what could not be done is no success for Slack, and an event is delivered again. */
export function createDoor({ slack, log, routes }: Options): Door {
  const { apiUrl: slackApiUrl, botToken, way } = slack;
  const entrance =
    way.kind === 'http'
      ? createHttpEntrance({ signingSecret: way.signingSecret, routes, log })
      : createSocketEntrance({ appToken: way.appToken, slackApiUrl, routes, log });
  const app = new App({
    token: botToken,
    receiver: entrance.receiver,
    convoStore: false,
    deferInitialization: true,
    clientOptions: { slackApiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 2_500 },
    logger: boltLogger(log),
  });
  app.error(async (error) => {
    log.error({ error: String(error) }, 'a listener failed');
    throw error; // 500, or no acknowledgement: Slack delivers the event again
  });
  return { ...entrance, app };
}
