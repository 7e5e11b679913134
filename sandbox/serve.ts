import type { Server } from 'node:http';
import { type HttpBindings, serve as listen } from '@hono/node-server';
import type { Hono } from 'hono';

export interface Served {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** In a container, whose ports are published, 0.0.0.0. */
const HOST = process.env['SANDBOX_HOST'] ?? '127.0.0.1';

/** Puts an app on 127.0.0.1. Port 0 takes a free one. Closing drops what is still open. `join` gets the server, for sockets. */
export function serve(
  app: Hono<{ Bindings: HttpBindings }>,
  port = 0,
  join: (server: Server) => void = () => {},
): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, hostname: HOST, port }, (info) => {
      resolve({
        url: `http://127.0.0.1:${info.port}`,
        port: info.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            (server as Server).closeAllConnections();
          }),
      });
    }) as Server;
    server.once('error', reject);
    join(server);
  });
}
