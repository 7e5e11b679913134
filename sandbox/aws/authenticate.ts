import type { MiddlewareHandler } from 'hono';
import { refusal, restRefusal } from './refusal.ts';

const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/\d{8}\/[^/]+\/[^/]+\/aws4_request,/;

/** Access key ids that AWS refuses, and how. All others are good: this cloud knows no secrets to compare with. */
const REFUSED: Readonly<Record<string, readonly [code: string, message: string]>> = {
  BAD: ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  BADSECRET: [
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
  ],
  EXPIRED: ['ExpiredTokenException', 'The security token included in the request is expired'],
  DENIED: ['AccessDeniedException', 'User: arn:aws:iam::123456789012:user/denied is not authorized to perform this'],
};

/** AWS JSON answers bad credentials with 400, REST with 403. */
export const authenticate: MiddlewareHandler = async (c, next) => {
  const key = CREDENTIAL.exec(c.req.header('authorization') ?? '')?.[1];
  const [code, message] =
    key === undefined
      ? ['MissingAuthenticationTokenException', 'Missing Authentication Token']
      : Object.hasOwn(REFUSED, key)
        ? (REFUSED[key] ?? [])
        : [];
  if (code === undefined || message === undefined) return next();
  throw c.req.header('x-amz-target') === undefined ? restRefusal(403, code, message) : refusal(code, message);
};
