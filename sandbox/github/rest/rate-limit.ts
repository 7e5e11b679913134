import type { MiddlewareHandler } from 'hono';
import { refusal } from './refusal.ts';

const HOUR_S = 3600;

/** Counts down the hour's requests, as the headers of every answer say; a 304 costs nothing. */
export function createRateLimit(limit: number): MiddlewareHandler {
  let reset = 0;
  let used = 0;
  return async (c, next) => {
    const now = Math.floor(Date.now() / 1000);
    if (now >= reset) [reset, used] = [now + HOUR_S, 0];
    const spent = used >= limit;
    if (spent) c.res = refusal(403, 'API rate limit exceeded for installation ID 1.').getResponse();
    else await next();
    if (!spent && c.res.status !== 304) used += 1;
    c.header('x-ratelimit-limit', `${limit}`);
    c.header('x-ratelimit-remaining', `${limit - used}`);
    c.header('x-ratelimit-used', `${used}`);
    c.header('x-ratelimit-reset', `${reset}`);
    c.header('x-ratelimit-resource', 'core');
  };
}
