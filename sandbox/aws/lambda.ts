import { Refusal } from './refusal.ts';

export interface LambdaFunction {
  /** What the function does. What it throws becomes an unhandled error. */
  readonly handler: (payload: unknown) => unknown;
  readonly timeoutMs?: number;
  readonly aliases?: readonly string[];
}

export interface Lambda {
  register(name: string, fn: LambdaFunction): void;
  /** The payloads that it ran with, whatever its callers heard. */
  executions(name: string): readonly unknown[];
  invoke(call: {
    readonly name: string;
    readonly qualifier?: string;
    readonly type: string;
    readonly body: string;
  }): Promise<Response>;
}

const DEFAULT_TIMEOUT_MS = 900_000;
const LARGEST = 6 * 1024 * 1024;

export function createLambda(): Lambda {
  const functions = new Map<string, LambdaFunction>();
  const executed = new Map<string, unknown[]>();
  return {
    register: (name, fn) => {
      functions.set(name, fn);
    },
    executions: (name) => executed.get(name) ?? [],
    invoke: async ({ name, qualifier, type, body }) => {
      const fn = find(functions, name, qualifier);
      if (body.length > LARGEST)
        throw new Refusal('RequestTooLargeException', 'Request must be smaller than 6291456 bytes', 413);
      const payload = parse(body);
      if (type === 'DryRun') return new Response(null, { status: 204 });
      executed.set(name, [...(executed.get(name) ?? []), payload]);
      const running = run(fn, payload);
      if (type !== 'Event') return running;
      running.catch(() => {});
      return new Response(null, { status: 202 });
    },
  };
}

function find(
  functions: ReadonlyMap<string, LambdaFunction>,
  name: string,
  qualifier: string | undefined,
): LambdaFunction {
  const fn = functions.get(name);
  const isKnown = qualifier === undefined || qualifier === '$LATEST' || fn?.aliases?.includes(qualifier);
  if (fn && isKnown) return fn;
  const arn = `arn:aws:lambda:ap-northeast-1:123456789012:function:${name}${qualifier ? `:${qualifier}` : ''}`;
  throw new Refusal('ResourceNotFoundException', `Function not found: ${arn}`, 404);
}

function parse(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    throw new Refusal('InvalidRequestContentException', 'Could not parse request body into json', 400);
  }
}

async function run({ handler, timeoutMs = DEFAULT_TIMEOUT_MS }: LambdaFunction, payload: unknown): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new TimedOut(`Task timed out after ${(timeoutMs / 1_000).toFixed(2)} seconds`)),
      timeoutMs,
    );
  });
  try {
    const answer = await Promise.race([Promise.resolve(payload).then(handler), late]);
    return answered(answer === undefined ? null : answer);
  } catch (error) {
    return answered(errorOf(error), { 'x-amz-function-error': 'Unhandled' });
  } finally {
    clearTimeout(timer);
  }
}

class TimedOut extends Error {}

function errorOf(error: unknown): unknown {
  if (error instanceof TimedOut)
    return { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: 0 Error: ${error.message}` };
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { errorType: name, errorMessage: message, trace: stack?.split('\n') ?? [] };
}

function answered(answer: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(answer), {
    status: 200,
    headers: { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST', ...headers },
  });
}
