import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const Json = z.record(z.string(), z.unknown());

export interface Received {
  readonly headers: IncomingMessage['headers'];
  /** The signature fits the bytes and is fresh. */
  readonly genuine: boolean;
  /** JSON, or the fields of a form; a form's `payload` as JSON. */
  readonly body: z.infer<typeof Json>;
}

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** A gateway of a few lines: keeps what Slack sends, and answers as told. */
export async function createReceiver(secret: string) {
  const received: Received[] = [];
  const waiting: (() => void)[] = [];
  let answer: (got: Received) => Answer | Promise<Answer> = () => ({ status: 200 });
  const server = createServer(async (request, response) => {
    const raw = await text(request);
    const got = { headers: request.headers, genuine: isGenuine(secret, request, raw), body: read(request, raw) };
    received.push(got);
    for (const look of waiting) look();
    const { status, body, headers } = await answer(got);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    received,
    url: `http://127.0.0.1:${port}/slack/events`,
    /** Resolves when that much has come. */
    untilReceived: (count: number) =>
      new Promise<void>((enough) => {
        const look = () => (received.length >= count ? enough() : undefined);
        waiting.push(look);
        look();
      }),
    answerWith: (next: typeof answer) => {
      answer = next;
    },
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

export type Receiver = Awaited<ReturnType<typeof createReceiver>>;

function isGenuine(secret: string, { headers }: IncomingMessage, raw: string): boolean {
  const at = Number(headers['x-slack-request-timestamp']);
  const hash = createHmac('sha256', secret).update(`v0:${at}:${raw}`).digest('hex');
  const given = Buffer.from(String(headers['x-slack-signature']));
  const expected = Buffer.from(`v0=${hash}`);
  return Math.abs(Date.now() / 1000 - at) < 60 && given.length === expected.length && timingSafeEqual(given, expected);
}

function read({ headers }: IncomingMessage, raw: string): Received['body'] {
  if (headers['content-type'] === 'application/json') return Json.parse(JSON.parse(raw));
  const fields = Object.fromEntries(new URLSearchParams(raw));
  return fields['payload'] ? Json.parse(JSON.parse(fields['payload'])) : fields;
}
