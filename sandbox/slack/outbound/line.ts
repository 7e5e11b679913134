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

/** The line to the gateway: everything on it is signed, and Slack hangs up after three seconds. */
export interface Line {
  readonly closing: AbortSignal;
  sendJson(body: object, headers?: Letter['headers']): Promise<Outcome>;
  sendForm(fields: Readonly<Record<string, string>>): Promise<Outcome>;
}

export function createLine(options: LineOptions): Line {
  return {
    closing: options.closing,
    sendJson: (body, headers) =>
      send(options, { contentType: 'application/json', body: JSON.stringify(body), ...(headers && { headers }) }),
    sendForm: (fields) =>
      send(options, {
        contentType: 'application/x-www-form-urlencoded',
        body: new URLSearchParams(fields).toString(),
      }),
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
