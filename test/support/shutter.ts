import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be shut: whoever is on it is thrown off, and nobody gets on. */
export interface Shutter {
  readonly address: string;
  shut(): Promise<void>;
  open(): Promise<void>;
}

export async function createShutter(behind: string): Promise<Shutter> {
  const [host = '', farPort] = behind.split(':');
  const travellers = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(farPort), host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      travellers.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        travellers.delete(one);
        other.destroy();
      });
    }
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    open: () => listen(port),
    shut: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const traveller of travellers) traveller.destroy();
      await closed;
    },
  };
}
