import type { Mishap } from './fault-gate.ts';

export type Vendor = 'github' | 'ecr' | 'ecs' | 'lambda' | 'argocd' | 'slack';

/** In seconds: what limits of rates ask to wait, where they say it. */
export const WAIT_S = 7;
const RETRY_AFTER = { 'retry-after': String(WAIT_S) };
const LOG_IN = '<!doctype html><html><body>Please log in</body></html>';

const said = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Mishap => ({
  kind: 'status',
  status,
  body,
  headers,
});
const html = { 'content-type': 'text/html; charset=utf-8' };

/** What may befall any request. The vendor did its work, except where it says `before`. */
const ON_THE_WAY = {
  'connection dropped before': { kind: 'reset', when: 'before' },
  'connection dropped after': { kind: 'reset', when: 'after' },
  'no answer, before': { kind: 'hang', when: 'before' },
  'no answer, after': { kind: 'hang', when: 'after' },
  'truncated body': { kind: 'truncate' },
  'page to log in': said(200, LOG_IN, html),
  'wrong JSON': { kind: 'status', status: 200, body: { unexpected: true }, when: 'after' },
  'null for JSON': { kind: 'status', status: 200, body: 'null', when: 'after' },
  'bad gateway': { kind: 'status', status: 502, body: LOG_IN, headers: html, when: 'after' },
  'service unavailable': said(503, ''),
} as const satisfies Record<string, Mishap>;

const SECONDARY = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' };
/** The budget is renewed in so many seconds. */
const spent = (inS: number) => ({
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(Math.ceil(Date.now() / 1_000) + inS),
});

/** An error of AWS JSON 1.1, as ECR and ECS say it. */
const aws = (code: string, status = 400, headers = {}): Mishap =>
  said(status, { __type: code, message: code }, { 'content-type': 'application/x-amz-json-1.1', ...headers });
/** An error of Lambda, whose code is in a header. */
const lambda = (code: string, status: number, headers = {}): Mishap =>
  said(status, { Type: 'User', Message: code }, { 'x-amzn-errortype': code, ...headers });
const awsJson = () => ({
  throttled: aws('ThrottlingException'),
  'throttled, with a header': aws('ThrottlingException', 400, RETRY_AFTER),
  '429 without a word': said(429, ''),
  'expired token': aws('ExpiredTokenException'),
  'server error': aws('ServerException', 500),
});
const argocd = (status: number, message: string, headers = {}): Mishap =>
  said(status, { error: message, message }, headers);

/** How each vendor words its own trouble. */
const IN_ITS_WORDS = {
  github: () => ({
    'primary limit': said(403, { message: 'API rate limit exceeded for installation ID 1.' }, spent(WAIT_S)),
    'secondary limit, with a header': said(403, SECONDARY, RETRY_AFTER),
    'secondary limit': said(403, SECONDARY, { 'x-ratelimit-remaining': '4000' }),
    '429 without a word': said(429, ''),
    'expired token': said(401, { message: 'Bad credentials' }),
    'server error': said(500, { message: 'Server Error' }),
  }),
  ecr: awsJson,
  ecs: awsJson,
  lambda: () => ({
    throttled: lambda('TooManyRequestsException', 429),
    'throttled, with a header': lambda('TooManyRequestsException', 429, RETRY_AFTER),
    '429 without a word': said(429, ''),
    'expired token': lambda('ExpiredTokenException', 403),
    'server error': lambda('ServiceException', 500),
  }),
  argocd: () => ({
    throttled: argocd(429, 'too many requests'),
    'throttled, with a header': argocd(429, 'too many requests', RETRY_AFTER),
    'expired token': argocd(401, 'invalid session: token has invalid claims: token is expired'),
    'server error': argocd(500, 'rpc error: code = Internal'),
  }),
  slack: () => ({
    'rate limit': said(429, { ok: false, error: 'ratelimited' }, RETRY_AFTER),
    '429 without a word': said(429, ''),
    'rate limit in a good answer': said(200, { ok: false, error: 'ratelimited' }),
    'expired token': said(200, { ok: false, error: 'token_expired' }),
    'server error': said(200, { ok: false, error: 'internal_error' }),
  }),
} as const satisfies Record<Vendor, () => Record<string, Mishap>>;

/** Everything that a call to this vendor may meet, by name. */
export const mishapsOf = (vendor: Vendor): Readonly<Record<string, Mishap>> => ({
  ...ON_THE_WAY,
  ...IN_ITS_WORDS[vendor](),
});
