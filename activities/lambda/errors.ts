import { ApplicationFailure } from '@temporalio/activity';
import type { Invocation } from '../../workflows/contract/ports/lambda.ts';
import { awsFailure, messageOf, nameOf } from '../aws-errors.ts';
import { permanent } from '../failures.ts';

const NEVER_SENT: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** Refused before the function began, and likely to go away. */
const NOT_NOW: readonly string[] = [
  'TooManyRequestsException',
  'ThrottlingException',
  'EC2ThrottledException',
  'ResourceConflictException',
  'ResourceNotReadyException',
  'ServiceQuotaExceededException',
];
const RETRY_AFTER_MS = 5_000;

/** What an error means: it surely did not run, and later may; it never will; or nobody knows, and then nobody may try again. */
export function judgeError(error: unknown, functionName: string): Exclude<Invocation, { kind: 'answered' }> {
  const name = nameOf(error);
  const detail = `${name || 'Error'}: ${messageOf(error)}`;
  if (name === 'ResourceNotFoundException') {
    throw permanent(
      'function-not-found',
      `Lambda has no function ${functionName} (${messageOf(error)}). Correct the name in the catalogue, or create it.`,
    );
  }
  if (NOT_NOW.includes(name) || wasNeverSent(error)) return { kind: 'not-run', detail, retryAfterMs: RETRY_AFTER_MS };
  const known = awsFailure(error, `function ${functionName}`);
  if (known instanceof ApplicationFailure) throw known;
  if (isRefusedRequest(error)) {
    throw permanent('function-failed', `Lambda refused the request to ${functionName}, so it did not run: ${detail}`);
  }
  return { kind: 'unknown', detail };
}

/** A modelled 4xx: Lambda looked at the request and did not start the function. */
function isRefusedRequest(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('$metadata' in error) || !('$fault' in error)) return false;
  const { $metadata: metadata } = error;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return error.$fault === 'client' && typeof status === 'number' && status >= 400 && status < 500;
}

/** Node says it by a code, and in the message, which is all that is left when the SDK wraps the error. */
function wasNeverSent(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return NEVER_SENT.some((known) => code === known || messageOf(error).includes(known));
}
