import { z } from 'zod';
import { type CallOutcome, outcomeOfStatus } from '../domain/vendor-call.ts';
import { permanent, retryAfterMs, retryLater } from './failures.ts';

const REFUSED: readonly string[] = [
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'AccessDeniedException',
  'AccessDenied',
  'ExpiredTokenException',
  'ExpiredToken',
  'InvalidClientTokenId',
  'CredentialsProviderError',
];
const THROTTLED: readonly string[] = [
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'SlowDown',
];
/** The question itself is wrong, and stays so however often it is asked. */
const MALFORMED: readonly string[] = [
  'InvalidParameterException',
  'InvalidParameterValueException',
  'ValidationException',
  'UnknownOperationException',
];
const TOO_MANY_REQUESTS = 429;
const RETRY_AFTER_MS = 5_000;

/** What every AWS service may answer: refused for good, throttled for a while; the rest is thrown as it came. */
export function awsFailure(error: unknown, asked: string): unknown {
  const name = nameOf(error);
  const said = messageOf(error).replace(/\.+$/, '');
  if (REFUSED.includes(name)) {
    return permanent(
      'credentials-refused',
      `AWS refused tempocat's credentials when asked for ${asked}: ${said}. Check the worker's role.`,
    );
  }
  if (THROTTLED.includes(name) || statusOf(error) === TOO_MANY_REQUESTS)
    return retryLater(`AWS throttles ${asked}: ${said}`, retryAfterOf(error) ?? RETRY_AFTER_MS);
  if (MALFORMED.includes(name))
    return permanent('internal', `AWS does not take the question for ${asked}: ${said}. Correct it in the catalogue.`);
  return error;
}

/** Where something else answers, nothing follows: not that an image, a service or a container is gone. */
export const foreignAnswer = (vendor: string) =>
  new Error(`What answers in the place of ${vendor} does not answer as ${vendor} does.`);

const Response = z.object({ $response: z.object({ headers: z.record(z.string(), z.unknown()) }) });

/** How long the answer's header asks to wait, in milliseconds. */
export function retryAfterOf(error: unknown): number | undefined {
  return retryAfterMs(Response.safeParse(error).data?.$response.headers['retry-after']);
}

export function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

/** The HTTP status of the answer, which the SDK keeps even when it could not read the rest; `undefined`: no answer came. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

/** For the metrics; nothing when whoever waited for it waits no more. */
export function outcomeOfAws(error: unknown): CallOutcome | undefined {
  const name = nameOf(error);
  if (name === 'AbortError') return undefined;
  if (REFUSED.includes(name)) return 'denied';
  if (THROTTLED.includes(name)) return 'limited';
  const status = statusOf(error);
  return status === undefined ? 'failed' : outcomeOfStatus(status);
}
