import type { ServerResponse } from 'node:http';
import type { CustomRoute } from '@slack/bolt';

/** Something the gateway needs; says what is wrong, or nothing. */
export type Check = () => Promise<string | undefined>;

/** `/healthz`: the process is alive. `/readyz`: it can take requests, or 503 with the reasons. */
export function healthRoutes(checks: readonly Check[]): CustomRoute[] {
  return [
    { path: '/healthz', method: ['GET'], handler: (_, response) => say(response, 200, { ok: true }) },
    {
      path: '/readyz',
      method: ['GET'],
      handler: async (_, response) => {
        const reasons = (await Promise.all(checks.map((check) => check()))).filter((reason) => reason !== undefined);
        say(response, reasons.length === 0 ? 200 : 503, { ok: reasons.length === 0, reasons });
      },
    },
  ];
}

function say(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
