import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../../sandbox/free-port.ts';

/** The way to the run's Temporal server, which a test may cut and mend. It is cut at first. */
export interface Line {
  readonly address: string;
  mend(): Promise<void>;
  cut(): Promise<void>;
}

export async function aLineToTemporal(): Promise<Line> {
  const [host = '', far = ''] = (process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '').split(':');
  const port = await freePort();
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  let server: Server | undefined;
  return {
    address: `127.0.0.1:${port}`,
    mend: () =>
      new Promise((mended) => {
        server = createServer((near) => {
          const beyond = connect(Number(far), host);
          keep(near);
          keep(beyond);
          near.pipe(beyond).pipe(near);
        }).listen(port, '127.0.0.1', mended);
      }),
    cut: () =>
      new Promise((done) => {
        if (!server) return done();
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
        server = undefined;
      }),
  };
}
