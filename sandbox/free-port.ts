import { createServer } from 'node:net';

/** The wanted port of 127.0.0.1 when it is free, else any free one. */
export async function freePort(wanted = 0): Promise<number> {
  return (await listenOn(wanted)) ?? (await listenOn(0)) ?? Promise.reject(new Error('No free port on 127.0.0.1'));
}

function listenOn(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : undefined));
    });
  });
}
