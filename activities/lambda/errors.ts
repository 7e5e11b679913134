import { ApplicationFailure } from '@temporalio/activity';
import type { Invocation } from '../../workflows/contract/ports/lambda.ts';
import { awsFailure, messageOf, nameOf, retryAfterOf, statusOf } from '../aws-errors.ts';
import { permanent } from '../failures.ts';

const NEVER_CONNECTED: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** Node's words for these, and the SDK's for a connection that took too long. */
const NEVER_CONNECTED_WORDS = /\b(?:connect|getaddrinfo) E[A-Z_]+\b|did not establish a connection/;
/** Refused before the function began, and likely to go away. */
const NOT_NOW: readonly string[] = [
  'TooManyRequestsException',
  'ThrottlingException',
  'EC2ThrottledException',
  'ResourceConflictException',
  'ResourceNotReadyException',
  'SnapStartNotReadyException',
  'ServiceQuotaExceededException',
];
const TOO_MANY_REQUESTS = 429;
const RETRY_AFTER_MS = 5_000;
const RETRY_AFTER_AT_MOST_MS = 60_000;

interface Asked {
  readonly functionName: string;
  /** The request was handed to the network; before that nothing can have run. */
  readonly sent: boolean;
}

/** What an error means: it surely did not run, and later may; it never will; or nobody knows, and then nobody may try again. */
export function judgeError(
  error: unknown,
  { functionName, sent }: Asked,
): Exclude<Invocation, { readonly kind: 'answered' | 'accepted' }> {
  const name = nameOf(error);
  const detail = `${name || 'Error'}: ${messageOf(error)}`;
  if (name === 'ResourceNotFoundException') {
    throw permanent(
      'function-not-found',
      `Lambda has no function ${functionName} (${messageOf(error)}). Correct the name in the catalogue, or create it.`,
    );
  }
  const isTurnedAway = NOT_NOW.includes(name) || statusOf(error) === TOO_MANY_REQUESTS;
  if (isTurnedAway || hasNeverConnected(error)) return { kind: 'not-run', detail, retryAfterMs: retryAfter(error) };
  const known = awsFailure(error, `function ${functionName}`);
  if (known instanceof ApplicationFailure && known.type === 'credentials-refused') throw known;
  if (isRefusedRequest(error)) {
    throw permanent('function-failed', `Lambda refused the request to ${functionName}, so it did not run: ${detail}`);
  }
  return sent ? { kind: 'unknown', detail } : { kind: 'not-run', detail, retryAfterMs: RETRY_AFTER_MS };
}

/** A 4xx that the SDK could read: Lambda looked at the request and did not start the function. */
function isRefusedRequest(error: unknown): boolean {
  const status = statusOf(error) ?? 0;
  const isRead = typeof error === 'object' && error !== null && '$fault' in error && error.$fault === 'client';
  return isRead && status >= 400 && status < 500;
}

/** No connection, no request. Node says it by a code, and in its message, which is all that is left when the SDK wraps the error. */
function hasNeverConnected(error: unknown): boolean {
  if (statusOf(error) !== undefined) return false; // somebody answered, whatever the answer quotes
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return NEVER_CONNECTED.includes(code) || NEVER_CONNECTED_WORDS.test(messageOf(error));
}

/** Lambda may say when to come again. */
const retryAfter = (error: unknown): number => Math.min(RETRY_AFTER_AT_MOST_MS, retryAfterOf(error) ?? RETRY_AFTER_MS);
