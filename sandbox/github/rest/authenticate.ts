import type { MiddlewareHandler } from 'hono';
import { refusal } from './refusal.ts';

/** Lets in who carries the token, as `token X` or `Bearer X`. */
export function authenticate(token: string): MiddlewareHandler {
  return async (c, next) => {
    const given = c.req.header('authorization');
    if (!given) throw refusal(401, 'Requires authentication');
    if (/^(?:token|bearer) (.+)$/i.exec(given)?.[1] !== token) throw refusal(401, 'Bad credentials');
    await next();
  };
}
