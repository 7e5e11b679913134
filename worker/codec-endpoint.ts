import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto'; // CommonJS: Node sees no names in it
import { z } from 'zod';
import { createPayloadCodec } from '../client/payload-codec.ts';
import { placeOf } from '../slack-gateway/listen-address.ts';
import type { WorkerConfig } from './config.ts';

const { Payload, Payloads } = proto.temporal.api.common.v1;
const Asked = z.object({ payloads: z.array(z.record(z.string(), z.unknown())).default([]) });
const BODY_AT_MOST = 8 * 1024 * 1024;

interface Options {
  readonly codec: PayloadCodec;
  /** Temporal's UI: the only page whose scripts may read the answers. */
  readonly uiOrigin?: string;
  readonly host: string;
  readonly port: number;
}

/**
 * What Temporal's UI and CLI call a codec server: `POST /decode` and `POST /encode`, payloads in, payloads out.
 * Whoever reaches it reads everything, so it belongs behind whatever guards Temporal's UI (docs/security.md).
 */
export async function startCodecEndpoint({ codec, uiOrigin, host, port }: Options): Promise<Server> {
  const server = createServer((request, response) => {
    if (uiOrigin !== undefined) response.setHeader('access-control-allow-origin', uiOrigin);
    answer(request, response, codec).catch((error: unknown) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: error instanceof Error ? error.message : String(error) }));
    });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => listening());
  });
  return server;
}

/** Where the configuration asks for it. */
export async function openCodecEndpoint(config: WorkerConfig): Promise<Server | undefined> {
  const { encryptionKeys, codecAddress, temporalUiUrl } = config;
  if (!encryptionKeys || codecAddress === undefined) return undefined;
  return startCodecEndpoint({
    codec: createPayloadCodec(encryptionKeys),
    ...(temporalUiUrl !== undefined && { uiOrigin: new URL(temporalUiUrl).origin }),
    ...placeOf(codecAddress),
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, codec: PayloadCodec): Promise<void> {
  if (request.method === 'OPTIONS') {
    const allowed = {
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, x-namespace, authorization',
    };
    response.writeHead(204, allowed).end();
    return;
  }
  const convert = request.method === 'POST' ? conversionOf(request.url, codec) : undefined;
  if (!convert) {
    response.writeHead(404).end();
    return;
  }
  if (Number(request.headers['content-length'] ?? 0) > BODY_AT_MOST) throw new Error('more than 8 MiB at once');
  const { payloads } = Asked.parse(await json(request));
  const converted = await convert(payloads.map((payload) => Payload.fromObject(payload)));
  const body = Payloads.toObject(Payloads.fromObject({ payloads: converted }), { bytes: String });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A namespace may stand before it, as in `/tempocat/decode`. */
function conversionOf(url: string | undefined, codec: PayloadCodec) {
  const path = new URL(url ?? '/', 'http://codec').pathname;
  if (path.endsWith('/decode')) return codec.decode.bind(codec);
  return path.endsWith('/encode') ? codec.encode.bind(codec) : undefined;
}
