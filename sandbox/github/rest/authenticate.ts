import type { MiddlewareHandler } from 'hono';
import { refusal } from './refusal.ts';

/** The token of an `Authorization` header. */
export const tokenIn = (header: string): string => /^(?:token|bearer) (.+)$/i.exec(header)?.[1] ?? '';

/** Lets in who carries a token that is good, as `token X` or `Bearer X`. */
export function authenticate(isGood: (token: string) => boolean): MiddlewareHandler {
  return async (c, next) => {
    const given = c.req.header('authorization');
    if (!given) throw refusal(401, 'Requires authentication');
    if (!isGood(tokenIn(given))) throw refusal(401, 'Bad credentials');
    await next();
  };
}
