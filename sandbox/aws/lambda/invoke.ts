import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { restRefusal } from '../refusal.ts';
import { execute, type Run } from './execute.ts';
import { findFunction, type Registered } from './functions.ts';

const SYNCHRONOUS_AT_MOST = 6 * 1024 * 1024;
const EVENT_AT_MOST = 1024 * 1024;
const LONGEST_MS = 900_000;
const LOG_TAIL = 4 * 1024;
const TYPES: readonly string[] = ['RequestResponse', 'Event', 'DryRun'];

interface Cloud {
  readonly functions: ReadonlyMap<string, Registered>;
  readonly closing: AbortSignal;
}

/** `POST /2015-03-31/functions/{name}/invocations`. HTTP 200 does not mean that the function did well. */
export async function invoke(c: Context<{ Bindings: HttpBindings }>, { functions, closing }: Cloud): Promise<Response> {
  const type = c.req.header('x-amz-invocation-type') ?? 'RequestResponse';
  if (!TYPES.includes(type)) throw restRefusal(400, 'InvalidParameterValueException', `No invocation type ${type}`);
  const { fn, version } = findFunction(functions, c.req.param('name') ?? '', c.req.query('Qualifier'));
  const payload = readPayload(await c.req.text(), type === 'Event' ? EVENT_AT_MOST : SYNCHRONOUS_AT_MOST);
  const requestId = randomUUID();
  const headers = { 'x-amzn-requestid': requestId, 'x-amz-executed-version': version };
  if (type === 'DryRun') return new Response(null, { status: 204, headers });

  fn.executions.push(payload);
  const { handler, timeoutMs = LONGEST_MS, name: functionName } = fn;
  const run = execute({ handler, payload, timeoutMs, closing, functionName, version, requestId });
  if (type === 'Event') return new Response(null, { status: 202, headers }); // it runs on; nobody hears how it ended
  const wantsLog = c.req.header('x-amz-log-type') === 'Tail';
  return answerOf(await run, { fn, headers, wantsLog });
}

interface Wanted {
  readonly fn: Registered;
  readonly headers: Readonly<Record<string, string>>;
  readonly wantsLog: boolean;
}

function answerOf({ answer, failed, log }: Run, { fn, headers, wantsLog }: Wanted): Response {
  const tail = Buffer.from(log).subarray(-LOG_TAIL).toString('base64');
  return new Response(answer, {
    headers: {
      ...headers,
      'content-type': 'application/json',
      ...(failed && { 'x-amz-function-error': fn.functionError ?? 'Unhandled' }),
      ...(wantsLog && { 'x-amz-log-result': tail }),
    },
  });
}

function readPayload(text: string, atMost: number): unknown {
  if (Buffer.byteLength(text) > atMost) {
    const message = `Request must be smaller than ${atMost} bytes for the InvokeFunction operation`;
    throw restRefusal(413, 'RequestTooLargeException', message);
  }
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `Could not parse request body into json: ${error instanceof Error ? error.message : error}`;
    throw restRefusal(400, 'InvalidRequestContentException', message);
  }
}
