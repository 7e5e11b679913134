import { WebAPIRateLimitedError } from '@slack/web-api';
import { retryLater } from '../failures.ts';
import { failureOf } from './errors.ts';

/** Calls a method of Slack's. While Slack asks to wait, nothing is sent: it would only be refused again. */
export function createPause(method: string, now: () => number = Date.now) {
  let until = 0;
  return async <T>(call: () => Promise<T>): Promise<T> => {
    const left = until - now();
    if (left > 0) throw retryLater(`Slack limits the rate of ${method}; it asked to wait`, left);
    try {
      return await call();
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) until = now() + error.retryAfter * 1_000;
      throw failureOf(error, method);
    }
  };
}
