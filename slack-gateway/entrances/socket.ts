import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, type CustomRoute, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Entrance } from '../app.ts';
import { boltLogger } from '../bolt-logger.ts';
import { createUnderWay, type UnderWay } from './drain.ts';

/** A socket on which Slack does not say hello by then is given up. */
const HELLO_WITHIN_MS = 15_000;
const AGAIN_MS = 2_000;
/** One that ends sooner than that was no use; the next one is not opened at once. */
const LIVES_AT_LEAST_MS = 5_000;
const SAYS_GOODBYE_WITHIN_MS = 1_000;

interface Options {
  readonly appToken: string;
  readonly slackApiUrl: string;
  readonly routes: CustomRoute[];
  readonly log: Logger;
}

/** We go to Slack, and hold a socket open on which its requests come. Only health is answered over HTTP. */
export function createSocketEntrance({ appToken, slackApiUrl, routes, log }: Options): Entrance {
  const socket = new SocketModeReceiver({
    appToken,
    logger: boltLogger(log),
    autoReconnectEnabled: false, // Bolt's own waits five seconds and gives up for ever at one HTTP 500
    installerOptions: {
      // options of its own, because the client writes into them
      clientOptions: { slackApiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 10_000 },
    },
  });
  const health = createHealthServer(routes);
  const underWay = createUnderWay();
  let trouble: string | undefined = 'there is no socket to Slack yet';
  let isClosing = false;
  const say = (error: unknown) => {
    trouble = `There is no socket to Slack: ${String(error)}`;
    log.warn({ error: String(error) }, 'the socket to Slack is closed');
  };
  return {
    receiver: {
      init: (app) => {
        acknowledgeWhenDone(app, underWay);
        socket.init(app);
      },
      start: () => socket.start(),
      stop: () => socket.stop(),
    },
    listen: async (at) => {
      health.listen(at);
      await once(health, 'listening');
      return health;
    },
    connect: () =>
      new Promise((connected) => {
        const opened = () => {
          trouble = undefined;
          log.info('the socket to Slack is open');
          connected();
        };
        void keepOpen(socket, { opened, lost: say, goesOn: () => !isClosing });
      }),
    trouble: () => trouble,
    close: async () => {
      isClosing = true;
      await underWay.drained();
      await Promise.race([socket.client.disconnect(), sleep(SAYS_GOODBYE_WITHIN_MS)]);
      health.close();
    },
  };
}

/**
 * Bolt acknowledges an event before anybody has heard it. Here Slack learns what became of it: what failed is not
 * acknowledged, and so an event is delivered again, and of anything else the person hears.
 */
function acknowledgeWhenDone(app: App, underWay: UnderWay): void {
  const hear = app.processEvent.bind(app);
  const hearAndAnswer = async (event: ReceiverEvent) => {
    let answer: unknown;
    const keep = async (said: unknown) => {
      answer = said;
    };
    await hear({ ...event, ack: keep });
    await event.ack(answer);
  };
  app.processEvent = (event) => underWay.add(hearAndAnswer(event));
}

interface Hearing {
  readonly opened: () => void;
  readonly lost: (why: unknown) => void;
  readonly goesOn: () => boolean;
}

/** Slack ends each socket after some hours, so that one is opened after the other, for ever. */
async function keepOpen({ client }: SocketModeReceiver, { opened, lost, goesOn }: Hearing): Promise<void> {
  while (goesOn()) {
    const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
    const late = setTimeout(() => void client.disconnect(), HELLO_WITHIN_MS);
    try {
      await client.start();
      clearTimeout(late);
      opened();
      const openedAt = Date.now();
      await ended;
      if (!goesOn()) return;
      lost('Slack or the network has ended it');
      if (Date.now() - openedAt < LIVES_AT_LEAST_MS) await sleep(AGAIN_MS);
    } catch (error) {
      clearTimeout(late);
      lost(error ?? 'Slack did not say hello');
      await sleep(error instanceof WebAPIRateLimitedError ? error.retryAfter * 1_000 : AGAIN_MS);
    }
  }
}

function createHealthServer(routes: readonly CustomRoute[]) {
  return createServer((request, response) => {
    const route = routes.find(({ path }) => path === request.url?.split('?')[0]);
    if (route && request.method === 'GET') route.handler(request, response);
    else response.writeHead(404).end();
  });
}
