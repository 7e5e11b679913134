import { createPublicKey, randomUUID, verify } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { refusal } from './refusal.ts';

/** An App that is known here, by the public half of its key. */
export interface KnownApp {
  readonly id: string;
  readonly publicKey: string;
  readonly installationId: string;
  readonly suspended?: boolean;
  /** What its installation grants; to write all that we know of, unless told. */
  readonly permissions?: Permissions;
}

type Right = 'contents' | 'pull_requests';
type Permissions = Readonly<Record<Right, 'read' | 'write'>>;

const ALL: Permissions = { contents: 'write', pull_requests: 'write' };

export interface AppTokens {
  readonly routes: Hono<{ Bindings: HttpBindings }>;
  /** An installation token that was given out, has not expired, and was not taken back. */
  isValid(token: string): boolean;
  /** Whether whoever carries it may write there; of a token that is none of ours the App's rights say nothing. */
  mayWrite(token: string, right: Right): boolean;
  /** Takes back every token at once, as a change of the installation does. */
  revoke(): void;
}

const HOUR_MS = 3_600_000;
const CLAIMS_AT_MOST_S = 600;

const Header = z.object({ alg: z.literal('RS256'), typ: z.literal('JWT').optional() });
const Claims = z.object({ iss: z.coerce.string(), iat: z.number(), exp: z.number() });

/** `POST /app/installations/:id/access_tokens`, for who proves to be the App. `now`, in epoch milliseconds, is what tokens live by. */
export function createAppTokens(app: KnownApp | undefined, now: () => number): AppTokens {
  const expiries = new Map<string, number>();
  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.post('/app/installations/:id/access_tokens', (c) => {
    const given = /^bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (given === undefined || !app) throw refusal(401, 'A JSON web token could not be decoded');
    checkJwt(given, app, Date.now()); // made by a library with a clock of its own
    if (c.req.param('id') !== app.installationId) throw refusal(404, 'Not Found');
    if (app.suspended) throw refusal(403, 'This installation has been suspended');
    const token = `ghs_${randomUUID().replaceAll('-', '')}`;
    const expiresAt = now() + HOUR_MS;
    expiries.set(token, expiresAt);
    const permissions = { metadata: 'read', ...(app.permissions ?? ALL) };
    const expires_at = new Date(expiresAt).toISOString().replace(/\.\d+/, '');
    return c.json({ token, expires_at, permissions, repository_selection: 'all' }, 201);
  });
  return {
    routes,
    isValid: (token) => (expiries.get(token) ?? 0) > now(),
    mayWrite: (token, right) => !expiries.has(token) || (app?.permissions ?? ALL)[right] === 'write',
    revoke: () => expiries.clear(),
  };
}

/** Signed with the App's key, by the App, for now and not for longer than ten minutes. */
function checkJwt(jwt: string, { id, publicKey }: KnownApp, now: number): void {
  const [header = '', claims = '', signature = ''] = jwt.split('.');
  const isSigned = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${claims}`),
    createPublicKey(publicKey),
    Buffer.from(signature, 'base64url'),
  );
  const read = Claims.safeParse(parse(claims));
  if (!isSigned || !Header.safeParse(parse(header)).success || !read.success || read.data.iss !== id)
    throw refusal(401, 'A JSON web token could not be decoded');
  const { iat, exp } = read.data;
  const seconds = now / 1_000;
  if (exp < seconds) throw refusal(401, "'Expiration time' claim ('exp') is too far in the past");
  if (exp > seconds + CLAIMS_AT_MOST_S + 1)
    throw refusal(401, "'Expiration time' claim ('exp') is too far in the future");
  if (iat > seconds + 1)
    throw refusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
}

function parse(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
