import { permanent, retryLater } from './failures.ts';

const REFUSED: readonly string[] = [
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'IncompleteSignature',
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
  'TooManyRequestsException',
  'RequestLimitExceeded',
];
const RETRY_AFTER_MS = 5_000;

/** What every AWS service may answer: credentials refused for good, throttled for a while; the rest is thrown as it came. */
export function awsFailure(error: unknown, asked: string): unknown {
  const name = nameOf(error);
  if (REFUSED.includes(name)) {
    return permanent(
      'credentials-refused',
      `AWS refused tempocat's credentials when asked for ${asked}: ${messageOf(error)}. Check the worker's role.`,
    );
  }
  if (THROTTLED.includes(name)) return retryLater(`AWS throttles ${asked}: ${messageOf(error)}`, RETRY_AFTER_MS);
  return error;
}

export function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
