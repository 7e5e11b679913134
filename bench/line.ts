import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server: it may be long, it may be cut, and it counts what passes. */
export interface Line {
  readonly port: number;
  /** Both ways together. */
  readonly bytes: number;
  /** Everything arrives this much later, each way; how much passes at once is not limited. */
  delay(ms: number): void;
  cut(): Promise<void>;
}

/** Listens on a free port unless told. */
export async function openLine(toPort: number, port = 0): Promise<Line> {
  const sockets = new Set<Socket>();
  let bytes = 0;
  let delayMs = 0;
  const later = (work: () => void) => (delayMs === 0 ? work() : void setTimeout(work, delayMs));
  const carry = (from: Socket, to: Socket) => {
    sockets.add(from.setNoDelay());
    from.on('data', (chunk) => {
      bytes += chunk.byteLength;
      later(() => to.write(chunk));
    });
    from.on('end', () => later(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => sockets.delete(from));
  };
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1');
    carry(near, far);
    carry(far, near);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    get bytes() {
      return bytes;
    },
    delay: (ms) => {
      delayMs = ms;
    },
    cut: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
