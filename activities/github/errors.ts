import { RequestError } from '@octokit/request-error';
import { permanent, retryLater } from '../failures.ts';

const UNKNOWN_LIMIT_MS = 60_000; // GitHub: at least one minute when it does not say how long

/** GitHub answered with this status. */
export function hasStatus(error: unknown, ...statuses: readonly number[]): error is RequestError {
  return error instanceof RequestError && statuses.includes(error.status) && !isRateLimit(error);
}

/** Turns a refusal that is about us, not about what was asked, into our codes; everything else is thrown as it came. */
export function githubFailure(error: unknown, asked: string): unknown {
  if (!(error instanceof RequestError)) return error;
  if (isRateLimit(error)) return retryLater(`GitHub limits our rate at ${asked}: ${error.message}`, waitOf(error));
  if (error.status === 401) {
    return permanent(
      'credentials-refused',
      `GitHub refused tempocat's token when asked for ${asked}: ${error.message}. Renew GITHUB_TOKEN.`,
    );
  }
  if (error.status === 403) {
    return permanent(
      'credentials-refused',
      `GitHub forbids tempocat ${asked}: ${error.message}. Grant contents and pull requests, read and write.`,
    );
  }
  return error;
}

/** A limit is 429, or 403 with headers or words that say so; a missing right is 403 as well. */
function isRateLimit({ status, message, response }: RequestError): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const headers = response?.headers ?? {};
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit|abuse/i.test(message)
  );
}

function waitOf({ response }: RequestError): number {
  const headers = response?.headers ?? {};
  const after = Number(headers['retry-after']);
  if (after > 0) return after * 1_000;
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] === '0' && reset > 0) return Math.max(1_000, reset * 1_000 - Date.now());
  return UNKNOWN_LIMIT_MS;
}

export function messageOf(error: RequestError): string {
  return error.message.split(' - https://')[0] ?? error.message;
}
