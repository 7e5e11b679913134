import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { APP } from '../company.ts';
import { envelopeOf, exchange, type Kind } from './envelopes.ts';
import type { Again, Line, Outcome } from './line.ts';

/** Slack lets one app hold that many sockets. */
const AT_MOST = 10;

/** One payload on its way through one socket. */
export interface Sent {
  readonly kind: Kind;
  /** Number of the socket, in the order of their opening. */
  readonly socket: number;
  readonly retry: number;
  outcome?: Outcome['kind'];
}

export interface Sockets extends Line {
  /** True since an app asked for a socket: nothing is sent by HTTP any more. */
  inUse: boolean;
  /** Numbers of the sockets that are open, oldest first. */
  readonly open: readonly number[];
  /** Everything that was sent, in order. */
  readonly sent: readonly Sent[];
  /** A new address, good for one socket. */
  invite(site: string): string;
  /** Lets this server take sockets. */
  serve(server: Server): void;
  /** Ends a socket as Slack does after some hours; the oldest one unless told. The app is expected to open another. */
  refresh(socket?: number): void;
}

interface Options {
  readonly answerWithinMs: number;
  readonly closing: AbortSignal;
}

interface Open {
  readonly number: number;
  readonly socket: WebSocket;
}

/** Socket Mode: the app opens sockets, and each payload goes through one of them, in turn. */
export function createSockets({ answerWithinMs, closing }: Options): Sockets {
  const tickets = new Set<string>();
  const sent: Sent[] = [];
  const web = new WebSocketServer({ noServer: true });
  let open: readonly Open[] = [];
  let opened = 0;
  let turn = 0;

  const welcome = (socket: WebSocket) => {
    if (open.length >= AT_MOST) return goodbye(socket, 'too_many_websockets');
    opened += 1;
    const one: Open = { number: opened, socket };
    open = [...open, one];
    socket.on('close', () => {
      open = open.filter((other) => other !== one);
    });
    say(socket, { type: 'hello', num_connections: open.length, connection_info: { app_id: APP.app } });
  };
  const send = async (kind: Kind, payload: object, again?: Again): Promise<Outcome> => {
    turn += 1;
    const way = open[turn % Math.max(open.length, 1)];
    if (!way) return { kind: 'unreachable' };
    const one: Sent = { kind, socket: way.number, retry: again?.num ?? 0 };
    sent.push(one);
    const outcome = await exchange(way.socket, envelopeOf(kind, payload, again), { closing, answerWithinMs });
    one.outcome = outcome.kind;
    return outcome;
  };
  closing.addEventListener('abort', () => open.forEach(({ socket }) => void socket.terminate()));

  return {
    closing,
    inUse: false,
    get open() {
      return open.map(({ number }) => number);
    },
    sent,
    invite(site) {
      this.inUse = true;
      const ticket = crypto.randomUUID();
      tickets.add(ticket);
      return `${site.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${APP.app}`;
    },
    serve: (server) => {
      server.on('upgrade', (request: IncomingMessage, socket, head) => {
        const { pathname, searchParams } = new URL(request.url ?? '', 'http://slack');
        const isInvited = pathname === '/link/' && tickets.delete(searchParams.get('ticket') ?? '');
        if (isInvited) web.handleUpgrade(request, socket, head, welcome);
        else socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      });
    },
    refresh: (wanted) => {
      const found = wanted === undefined ? open[0] : open.find(({ number }) => number === wanted);
      if (found) goodbye(found.socket, 'refresh_requested');
    },
    sendEvent: (body, again) => send('events_api', body, again),
    sendForm: (fields) =>
      fields['payload'] === undefined
        ? send('slash_commands', fields)
        : send('interactive', z.looseObject({}).parse(JSON.parse(fields['payload']))),
  };
}

const say = (socket: WebSocket, message: object): void => socket.send(JSON.stringify(message));

function goodbye(socket: WebSocket, reason: string): void {
  say(socket, { type: 'disconnect', reason, debug_info: { host: 'sandbox' } });
}
