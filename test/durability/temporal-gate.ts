import { once } from 'node:events';
import http2, {
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { gunzipSync } from 'node:zlib';

/** One call of Temporal's API. What it says is read from the bytes. */
export interface Rpc {
  readonly method: string;
  readonly request: Uint8Array;
}

/**
 * Asked about every call. `keep`: it waits, and is lost with whoever dies. `lose`: it is lost at once, and the process is told that all
 * is well; so it needs no slot while others walk to their steps, and what it believes dies with it. Bytes: another answer.
 */
export interface RpcWatchman {
  asks(rpc: Rpc): 'pass' | 'keep' | 'lose';
  answers(rpc: Rpc, answer: Uint8Array): 'pass' | 'keep' | Uint8Array;
}

export interface TemporalGate {
  readonly address: string;
  /** What was kept never arrives. */
  drop(): void;
  close(): Promise<void>;
}

interface Answer {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
  readonly trailers?: OutgoingHttpHeaders;
}

const AWAY = 14; // gRPC's UNAVAILABLE
const HEADERS = { ':status': 200, 'content-type': 'application/grpc' } as const;
const OK = { 'grpc-status': '0' } as const;
const EMPTY = new Uint8Array();

/** Stands between one of our processes and Temporal, and hands every call on as it came, unless the watchman keeps it. */
export async function openTemporalGate(upstream: string, watchman: RpcWatchman): Promise<TemporalGate> {
  const lines = createLine(upstream);
  const kept = new Set<ServerHttp2Stream>();
  const open = new Set<ServerHttp2Stream>();
  const drop = () => {
    for (const stream of kept) hangUp(stream);
    kept.clear();
  };
  async function pass(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    const body = await bodyOf(stream);
    const rpc = { method: headers[':path']?.split('/').at(-1) ?? '', request: messageOf(body) };
    const fate = stream.destroyed ? 'keep' : watchman.asks(rpc);
    if (fate === 'keep') return void kept.add(stream);
    if (fate === 'lose') return give(stream, { headers: HEADERS, body: bodyFor(EMPTY), trailers: OK });
    const answer = await lines.ask(stream, headers, body);
    const other = watchman.answers(rpc, messageOf(answer.body));
    if (other === 'keep') kept.add(stream);
    else give(stream, other === 'pass' ? answer : { headers: HEADERS, body: bodyFor(other), trailers: OK });
  }

  const server = http2.createServer({ maxSessionMemory: 200 });
  server.on('stream', (stream, headers) => {
    open.add(stream);
    stream.once('close', () => open.delete(stream));
    stream.on('error', () => {}); // the process was killed
    pass(stream, headers).catch(() => away(stream));
  });
  server.on('sessionError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    address: `127.0.0.1:${port}`,
    drop,
    close: async () => {
      for (const stream of open) hangUp(stream);
      lines.close();
      server.close();
    },
  };
}

/** The connection to Temporal, opened anew when Temporal is. */
function createLine(upstream: string) {
  let session: ClientHttp2Session | undefined;
  const connected = (): ClientHttp2Session => {
    if (session && !session.closed && !session.destroyed) return session;
    session = http2.connect(`http://${upstream}`, { maxSessionMemory: 200 });
    session.setMaxListeners(0);
    session.on('error', () => {}); // each call says it for itself
    return session;
  };
  return {
    ask: async (caller: ServerHttp2Stream, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> => {
      const stream = connected().request(headers);
      const hung = () => stream.close(http2.constants.NGHTTP2_CANCEL);
      caller.once('close', hung); // a poll of a dead worker must not swallow what comes
      let trailers: IncomingHttpHeaders | undefined;
      stream.once('trailers', (given) => {
        trailers = given;
      });
      stream.end(body);
      const gone = new AbortController();
      stream.once('close', () => gone.abort()); // Temporal died without a word
      const [answered] = await once(stream, 'response', { signal: gone.signal });
      const answer = await bodyOf(stream);
      caller.off('close', hung);
      return { headers: answered, body: answer, ...(trailers && { trailers }) };
    },
    close: () => session?.destroy(),
  };
}

async function bodyOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** gRPC puts a flag and a length before its one message. */
function messageOf(body: Buffer): Uint8Array {
  const message = body.subarray(5);
  return body[0] === 1 ? gunzipSync(message) : message;
}

function bodyFor(message: Uint8Array): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.byteLength, 1);
  return Buffer.concat([prefix, message]);
}

function give(stream: ServerHttp2Stream, { headers, body, trailers }: Answer): void {
  if (stream.destroyed) return;
  stream.respond(headers, { endStream: trailers === undefined, waitForTrailers: trailers !== undefined });
  if (trailers === undefined) return;
  stream.once('wantTrailers', () => stream.sendTrailers(trailers));
  stream.end(body);
}

function away(stream: ServerHttp2Stream): void {
  if (stream.destroyed || stream.headersSent) return;
  stream.respond({ ...HEADERS, 'grpc-status': AWAY, 'grpc-message': 'Temporal is away' }, { endStream: true });
}

function hangUp(stream: ServerHttp2Stream): void {
  if (!stream.destroyed) stream.close(http2.constants.NGHTTP2_CANCEL);
}
