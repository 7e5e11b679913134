import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

/** Marks what is read with an ETag, and answers 304 to those who have it already. */
export const conditional: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.method !== 'GET' || c.res.status !== 200) return;
  const hash = createHash('sha256')
    .update(Buffer.from(await c.res.clone().arrayBuffer()))
    .digest('hex');
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(`"${hash}"`)) c.res = new Response(null, { status: 304 });
  c.header('etag', `W/"${hash}"`);
};
