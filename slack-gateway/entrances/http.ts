import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type App, type CustomRoute, HTTPModuleFunctions, HTTPReceiver, type ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Entrance } from '../app.ts';
import { boltLogger } from '../bolt-logger.ts';
import { createUnderWay, DRAINS_WITHIN_MS, type UnderWay } from './drain.ts';

const FIVE_MINUTES_S = 300;
/** What no listener takes is answered then. A menu or a form is answered with its content, so not at once; Slack waits three seconds. */
const UNHANDLED_AFTER_MS = 2_800;

interface Options {
  readonly signingSecret: string;
  readonly routes: CustomRoute[];
  readonly log: Logger;
}

/** Slack comes to us, with its signature on every request. */
export function createHttpEntrance({ signingSecret, routes, log }: Options): Entrance {
  const receiver = new HTTPReceiver({
    signingSecret,
    processBeforeResponse: true,
    customRoutes: routes,
    logger: boltLogger(log),
    unhandledRequestTimeoutMillis: UNHANDLED_AFTER_MS,
    unhandledRequestHandler: ({ response }) => {
      if (response.headersSent) return; // Bolt comes here also when it has said 500 long ago
      response.writeHead(200).end(); // an event or button that is not ours to answer is no failure
    },
  });
  refuseNonsense(receiver);
  const underWay = createUnderWay();
  let server: Server | undefined;
  return {
    receiver: {
      init: (app) => {
        noteWhatIsTaken(app, underWay);
        receiver.init(app);
      },
      start: receiver.start.bind(receiver),
      stop: () => receiver.stop(),
    },
    listen: async (at) => {
      server = await receiver.start(at);
      return server;
    },
    connect: async () => {}, // it listens already
    trouble: () => undefined,
    close: async () => {
      if (server) await Promise.all([drained(server), underWay.drained()]);
    },
  };
}

/** Bolt refuses signatures that are older than five minutes, but not those that are dated ahead; and it takes any JSON for a map, and ends with `null`. */
function refuseNonsense(receiver: HTTPReceiver): void {
  const { requestListener } = receiver;
  receiver.requestListener = (request: IncomingMessage, response: ServerResponse) => {
    const sent = Number(request.headers['x-slack-request-timestamp'] ?? 0);
    if (sent - Date.now() / 1_000 > FIVE_MINUTES_S) return void response.writeHead(401).end();
    if (request.method !== 'POST') return requestListener(request, response);
    HTTPModuleFunctions.bufferIncomingMessage(request, HTTPModuleFunctions.defaultBodyLimit).then(
      (whole) => (isNull(whole) ? void response.writeHead(400).end() : requestListener(whole, response)),
      (error: unknown) => void response.writeHead(HTTPModuleFunctions.isRawBodyError(error) ? 413 : 400).end(),
    );
  };
}

/** Slack may stop waiting for an answer, and close its connection; what it asked for is finished all the same. */
function noteWhatIsTaken(app: App, underWay: UnderWay): void {
  const hear = app.processEvent.bind(app);
  app.processEvent = (event: ReceiverEvent) => underWay.add(hear(event));
}

function isNull(request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]): boolean {
  try {
    return HTTPModuleFunctions.parseHTTPRequestBody(request) === null;
  } catch {
    return false; // Bolt looks at the signature first, and then says that it cannot be read
  }
}

function drained(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), DRAINS_WITHIN_MS).unref();
  });
}
