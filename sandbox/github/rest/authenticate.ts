import type { MiddlewareHandler } from 'hono';
import { refusal } from './refusal.ts';

/** Lets in who carries a token that is good, as `token X` or `Bearer X`. */
export function authenticate(isGood: (token: string) => boolean): MiddlewareHandler {
  return async (c, next) => {
    const given = c.req.header('authorization');
    if (!given) throw refusal(401, 'Requires authentication');
    if (!isGood(/^(?:token|bearer) (.+)$/i.exec(given)?.[1] ?? '')) throw refusal(401, 'Bad credentials');
    await next();
  };
}
