import { isIP } from 'node:net';
import { z } from 'zod';

/** Where a process listens: an address of this machine and a port, IPv6 in brackets. */
export const ListenAddress = z.string().refine((text) => {
  const [, host = '', port = ''] = /^(.*):(\d{1,5})$/.exec(text) ?? [];
  return isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0 && Number(port) <= 65_535;
}, 'is not an IP address and a port, such as 127.0.0.1:9464');

/** What `server.listen` takes of such an address. */
export function placeOf(address: string): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(`http://${address}`);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || 80) }; // a URL leaves its usual port out
}
