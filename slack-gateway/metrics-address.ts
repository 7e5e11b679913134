import { isIP } from 'node:net';
import { z } from 'zod';

/** Where a process serves its metrics: an address of this machine and a port, IPv6 in brackets. */
export const MetricsAddress = z.string().refine((text) => {
  const [, host = '', port = ''] = /^(.*):(\d{1,5})$/.exec(text) ?? [];
  return isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0 && Number(port) <= 65_535;
}, 'is not an IP address and a port, such as 127.0.0.1:9464');
