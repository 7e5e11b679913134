import { RequestError } from '@octokit/request-error';
import { permanent, retryAfterMs, retryLater } from '../failures.ts';

const UNKNOWN_LIMIT_MS = 60_000; // GitHub: at least one minute when it does not say how long
const GRANT = 'Grant contents and pull requests, read and write.';
const BRANCH_RULE =
  /rule violation|protected branch|through a pull request|required status check|not authorized to push/i;

/** GitHub answered with this status; a limit of our rate has none that says more. */
export function hasStatus(error: unknown, ...statuses: readonly number[]): error is RequestError {
  return error instanceof RequestError && statuses.includes(error.status) && !isRateLimit(error);
}

/** Turns a refusal that is about us, not about what was asked, into our codes; everything else is thrown as it came. `asked`: "to read …". */
export function githubFailure(error: unknown, asked: string): unknown {
  if (!(error instanceof RequestError)) return error;
  const said = messageOf(error);
  if (isRateLimit(error))
    return retryLater(`GitHub limits tempocat's rate when asked ${asked}: ${said}`, waitOf(error));
  if (error.status === 401) {
    return permanent(
      'credentials-refused',
      `GitHub refused tempocat's token when asked ${asked}: ${said} Renew GITHUB_TOKEN, or look at the GitHub App.`,
    );
  }
  if ([403, 409, 422].includes(error.status) && isBranchRule(error)) {
    return permanent(
      'credentials-refused',
      `A rule of the branch forbids tempocat ${asked}: ${said} Let tempocat bypass it, or choose another deploy.write in the catalogue.`,
    );
  }
  if (error.status === 403) {
    return permanent('credentials-refused', `GitHub forbids tempocat ${asked}: ${said} ${GRANT}`);
  }
  return error;
}

/** The same for a write to what was read just now: GitHub says 404 to those who may read and not write. */
export function writeFailure(error: unknown, asked: string): unknown {
  if (!hasStatus(error, 404)) return githubFailure(error, asked);
  return permanent(
    'credentials-refused',
    `GitHub lets tempocat read but not write, when asked ${asked}: ${messageOf(error)} ${GRANT}`,
  );
}

export function isBranchRule(error: RequestError): boolean {
  return BRANCH_RULE.test(error.message);
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
  const after = retryAfterMs(headers['retry-after']);
  if (after !== undefined) return after;
  const reset = Number(headers['x-ratelimit-reset']) - Date.now() / 1_000;
  const isSpent = headers['x-ratelimit-remaining'] === '0' && !Number.isNaN(reset);
  return isSpent ? (retryAfterMs(Math.max(1, reset)) ?? UNKNOWN_LIMIT_MS) : UNKNOWN_LIMIT_MS;
}

/** GitHub's own words as one sentence, without the address of its documentation. */
export function messageOf({ message }: RequestError): string {
  return (message.split(' - http')[0] ?? message).replace(/\s+/g, ' ').replace(/\.?\s*$/, '.');
}
