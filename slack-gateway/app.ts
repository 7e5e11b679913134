import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-logger.ts';
import type { SlackAccess } from './config.ts';

const FIVE_MINUTES_S = 300;
/** What no listener takes is answered then. A menu or a form is answered with its content, so not at once; Slack waits three seconds. */
const UNHANDLED_AFTER_MS = 2_800;

export interface Door {
  readonly app: App;
  readonly receiver: HTTPReceiver;
}

interface Options {
  readonly slack: SlackAccess;
  readonly log: Logger;
  readonly routes: NonNullable<ConstructorParameters<typeof HTTPReceiver>[0]['customRoutes']>;
}

/** Bolt over HTTP. Answers after the work is done, so that an outage becomes a 500 and Slack delivers the event again. */
export function createDoor({ slack, log, routes }: Options): Door {
  const receiver = new HTTPReceiver({
    signingSecret: slack.signingSecret,
    processBeforeResponse: true,
    customRoutes: routes,
    logger: boltLogger(log),
    unhandledRequestTimeoutMillis: UNHANDLED_AFTER_MS,
    unhandledRequestHandler: ({ response }) => {
      response.writeHead(200).end(); // an event or button that is not ours to answer is no failure
    },
  });
  refuseTheFuture(receiver);
  const app = new App({
    token: slack.botToken,
    receiver,
    convoStore: false,
    deferInitialization: true,
    clientOptions: {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: 2_500,
    },
    logger: boltLogger(log),
  });
  app.error(async (error) => {
    log.error({ error: String(error) }, 'a listener failed');
    throw error; // 500: Slack delivers the event again
  });
  return { app, receiver };
}

/** Bolt refuses signatures that are older than five minutes, but not those that are dated ahead. */
function refuseTheFuture(receiver: HTTPReceiver): void {
  const { requestListener } = receiver;
  receiver.requestListener = (request: IncomingMessage, response: ServerResponse) => {
    const sent = Number(request.headers['x-slack-request-timestamp'] ?? 0);
    if (sent - Date.now() / 1_000 <= FIVE_MINUTES_S) requestListener(request, response);
    else response.writeHead(401).end();
  };
}
