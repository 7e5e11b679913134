import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An error as ECR and ECS say it: AWS JSON 1.1, mostly HTTP 400. */
export function refusal(code: string, message: string, status: ContentfulStatusCode = 400): HTTPException {
  return exception(status, 'application/x-amz-json-1.1', { code, body: { __type: code, message } });
}

/** An error as Lambda says it: the code is in a header. */
export function restRefusal(status: ContentfulStatusCode, code: string, message: string): HTTPException {
  return exception(status, 'application/json', { code, body: { Type: 'User', Message: message } });
}

function exception(
  status: ContentfulStatusCode,
  type: string,
  { code, body }: { readonly code: string; readonly body: unknown },
): HTTPException {
  const headers = { 'content-type': type, 'x-amzn-errortype': code };
  return new HTTPException(status, { message: code, res: new Response(JSON.stringify(body), { status, headers }) });
}
