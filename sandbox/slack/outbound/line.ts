import { createHmac } from 'node:crypto';

export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string; readonly noRetry: boolean }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'unreachable' };

interface Letter {
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LineOptions {
  readonly signingSecret: string;
  /** The gateway's address; undefined while there is none. */
  readonly gateway: () => string | undefined;
  readonly answerWithinMs: number;
  readonly closing: AbortSignal;
}

/** What an event is delivered again for. */
export interface Again {
  readonly num: number;
  readonly after: Outcome['kind'];
}

/** The line to the gateway; Slack hangs up after three seconds. */
export interface Line {
  readonly closing: AbortSignal;
  sendEvent(body: object, again?: Again): Promise<Outcome>;
  /** A command's fields, or a `payload` of something interactive. */
  sendForm(fields: Readonly<Record<string, string>>): Promise<Outcome>;
}

const REASONS = { answered: 'http_error', 'timed-out': 'http_timeout', unreachable: 'connection_failed' } as const;

/** By HTTP: everything is signed. */
export function createLine(options: LineOptions): Line {
  return {
    closing: options.closing,
    sendEvent: (body, again) =>
      send(options, {
        contentType: 'application/json',
        body: JSON.stringify(body),
        ...(again && {
          headers: { 'x-slack-retry-num': `${again.num}`, 'x-slack-retry-reason': REASONS[again.after] },
        }),
      }),
    sendForm: (fields) =>
      send(options, {
        contentType: 'application/x-www-form-urlencoded',
        body: new URLSearchParams(fields).toString(),
      }),
  };
}

/** Through sockets once the app has asked for one, else by HTTP. */
export function eitherWay(http: Line, sockets: Line & { readonly inUse: boolean }): Line {
  const way = () => (sockets.inUse ? sockets : http);
  return {
    closing: http.closing,
    sendEvent: (body, again) => way().sendEvent(body, again),
    sendForm: (fields) => way().sendForm(fields),
  };
}

async function send(options: LineOptions, { contentType, body, headers }: Letter): Promise<Outcome> {
  const { signingSecret, gateway, answerWithinMs, closing } = options;
  const url = gateway();
  if (!url) return { kind: 'unreachable' };
  const patience = AbortSignal.timeout(answerWithinMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { 'content-type': contentType, ...sign(signingSecret, body), ...headers },
      signal: AbortSignal.any([patience, closing]),
    });
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    return { kind: 'answered', status: response.status, body: await response.text(), noRetry };
  } catch {
    return { kind: patience.aborted ? 'timed-out' : 'unreachable' };
  }
}

/** Slack's signature, version 0, over the bytes as they are sent. */
function sign(secret: string, body: string, at = Math.floor(Date.now() / 1000)): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': `${at}`, 'x-slack-signature': `v0=${signature}` };
}

export const isSuccess = (outcome: Outcome): boolean =>
  outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300;
