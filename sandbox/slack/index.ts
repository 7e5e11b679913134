import { setMaxListeners } from 'node:events';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { createFaultGate, type FaultGate } from '../fault-gate.ts';
import { type Served, serve } from '../serve.ts';
import type { Company, CompanyData } from './company.ts';
import type { Desk } from './hands/desk.ts';
import { createForms, type Forms } from './hands/forms.ts';
import { createHome, type Home } from './hands/home.ts';
import { createLooking, type Looking } from './hands/look.ts';
import { openDesk } from './hands/open-desk.ts';
import { createPress, type Press } from './hands/press.ts';
import { createStaff, type Staff } from './hands/staff.ts';
import { createTalk, type Talk } from './hands/talk.ts';
import { createLine, eitherWay } from './outbound/line.ts';
import { createSockets, type Sockets } from './outbound/sockets.ts';
import { createPage } from './page/index.ts';
import type { Panel } from './page/panel.ts';
import { createWebApi } from './web-api/index.ts';
import type { ShownView } from './web-api/views.ts';

export interface SlackOptions extends CompanyData {
  readonly botToken: string;
  readonly signingSecret: string;
  /** With it the app may open sockets, and from then on everything goes through them. */
  readonly appToken?: string;
  /** What the page shows beside the messages. */
  readonly panel?: Panel;
  /** Before each further delivery of an event that nobody took. Slack's own are a moment, a minute and five minutes. */
  readonly retryDelaysMs?: readonly number[];
  /** How long Slack waits for an answer. */
  readonly answerWithinMs?: number;
  readonly now?: () => number;
}

export interface SlackSandbox extends Talk, Press, Forms, Home, Staff, Looking {
  /** In front of the Web API (`chat.postMessage`, …) and of response addresses (`response_url`). */
  readonly gate: FaultGate;
  readonly company: Company;
  /** Modals and home tabs that the app opened, oldest first. */
  readonly views: readonly ShownView[];
  readonly sockets: Sockets;
  /** The page; throws before it listens. */
  readonly url: string;
  /** For `SLACK_API_URL`; ends in `/api/`. */
  readonly apiUrl: string;
  listen(port?: number): Promise<Served>;
  /** Where events, commands and clicks go by HTTP: `http://…/slack/events`. */
  setGateway(url: string | undefined): void;
  close(): Promise<void>;
}

/** A Slack of one's own: its Web API, its signed deliveries, and a page to talk in. */
export function createSlack(options: SlackOptions): SlackSandbox {
  let served: Served | undefined;
  let gateway: string | undefined;
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // any number of deliveries may wait
  const site = () => served?.url ?? fail('this Slack does not listen yet');
  const { answerWithinMs = 3_000 } = options;
  const sockets = createSockets({ answerWithinMs, closing: closing.signal });
  const http = createLine({ ...options, answerWithinMs, gateway: () => gateway, closing: closing.signal });
  const desk = openDesk(options, { site, line: eitherWay(http, sockets) });
  const views: ShownView[] = [];
  const hands = {
    ...createTalk(desk),
    ...createPress(desk),
    ...createForms(desk, views),
    ...createHome(desk, views),
    ...createStaff(desk),
    ...createLooking(desk),
  };
  const { app, gate } = createApp(desk, { ...options, views, sockets });
  app.route('/', createPage({ office: desk, hands, panel: options.panel, closing: closing.signal }));

  return {
    ...hands,
    gate,
    company: desk.company,
    views,
    sockets,
    get url() {
      return site();
    },
    get apiUrl() {
      return `${site()}/api/`;
    },
    listen: async (port) => {
      served = await serve(app, port, sockets.serve);
      return served;
    },
    setGateway: (url) => {
      gateway = url;
      sockets.inUse = false;
    },
    close: async () => {
      closing.abort();
      gate.release();
      await served?.close();
    },
  };
}

type Inside = Pick<SlackOptions, 'botToken' | 'appToken'> & Pick<SlackSandbox, 'sockets'> & { views: ShownView[] };

function createApp(desk: Desk, { views, ...inside }: Inside) {
  const gate = createFaultGate((c) => (c.req.path.startsWith('/api/') ? c.req.path.slice(5) : 'response_url'));
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    return c.json({ ok: false, error: 'internal_error', detail: String(error.stack) }, 500);
  });
  app.use('/api/*', gate.middleware);
  app.use('/response/*', gate.middleware);
  app.route('/api', createWebApi({ office: desk, triggers: desk.triggers, views, ...inside }));
  app.route('/', desk.responseUrls.app);
  return { app, gate };
}

function fail(message: string): never {
  throw new Error(message);
}
