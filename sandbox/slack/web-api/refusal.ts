import { HTTPException } from 'hono/http-exception';

/** A refusal as Slack's Web API words it, to be thrown: status 200 and `ok: false`. */
export function refusal(error: string, messages: readonly string[] = [], more: object = {}): HTTPException {
  const details = messages.length > 0 && { errors: messages, response_metadata: { messages } };
  const body = JSON.stringify({ ok: false, error, ...details, ...more });
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return new HTTPException(200, { message: error, res: new Response(body, { status: 200, headers }) });
}
