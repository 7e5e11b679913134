import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';

export interface ErrorDetail {
  readonly resource: string;
  readonly code: string;
  readonly field?: string;
  readonly message?: string;
}

/** A refusal as GitHub words it, to be thrown. */
export function refusal(
  status: ContentfulStatusCode,
  message: string,
  errors?: readonly (ErrorDetail | string)[],
): HTTPException {
  const body = {
    message,
    ...(errors && { errors }),
    documentation_url: 'https://docs.github.com/rest',
    status: `${status}`,
  };
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return new HTTPException(status, { message, res: new Response(JSON.stringify(body), { status, headers }) });
}

/** The request's JSON as the schema wants it; what is missing or wrong is refused in GitHub's words. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const json = parseJson(await c.req.text());
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('/');
    return reach(json, path) === undefined ? `"${name}" wasn't supplied.` : `For '${name}', ${message}.`;
  });
  throw refusal(422, `Invalid request.\n\n${lines.join('\n')}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw refusal(400, 'Problems parsing JSON');
  }
}

function reach(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    json,
  );
}
