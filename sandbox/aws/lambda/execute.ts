/** What a function sees of its run. */
export interface LambdaContext {
  readonly functionName: string;
  readonly version: string;
  readonly requestId: string;
  /** A line for the tail of the log. */
  readonly log: (line: string) => void;
  /** Aborted when the function's time is up, or its cloud closes. */
  readonly signal: AbortSignal;
}

/** Bytes are answered as they are; everything else as JSON. */
export type LambdaHandler = (payload: unknown, context: LambdaContext) => unknown;

export interface Run {
  readonly answer: string | Uint8Array<ArrayBuffer>;
  readonly failed: boolean;
  readonly log: string;
}

interface Order {
  readonly handler: LambdaHandler;
  readonly payload: unknown;
  readonly timeoutMs: number;
  readonly closing: AbortSignal;
  readonly functionName: string;
  readonly version: string;
  readonly requestId: string;
}

const ANSWER_AT_MOST = 6_291_556;

/** Runs a function once, for as long as it may take. */
export async function execute({ handler, payload, timeoutMs, closing, ...names }: Order): Promise<Run> {
  const { requestId, version } = names;
  const lines = [`START RequestId: ${requestId} Version: ${version}`];
  const log = (line: string) => void lines.push(line);
  const ended = new AbortController();
  const startedAt = Date.now();
  const stopped = new Promise<Outcome>((resolve) => {
    ended.signal.addEventListener('abort', () => resolve({ failed: true, answer: timedOut(requestId, timeoutMs) }));
  });
  const stop = () => ended.abort();
  const timer = setTimeout(stop, timeoutMs);
  closing.addEventListener('abort', stop);
  if (closing.aborted) stop();
  const outcome = await Promise.race([call(handler, payload, { ...names, log, signal: ended.signal }), stopped]);
  clearTimeout(timer);
  closing.removeEventListener('abort', stop);
  if (outcome.failed) log(`ERROR ${outcome.answer}`);
  lines.push(`END RequestId: ${requestId}`, `REPORT RequestId: ${requestId}\tDuration: ${Date.now() - startedAt} ms`);
  return { ...outcome, log: `${lines.join('\n')}\n` };
}

type Outcome = Pick<Run, 'answer' | 'failed'>;

async function call(handler: LambdaHandler, payload: unknown, context: LambdaContext): Promise<Outcome> {
  try {
    const result = await handler(payload, context);
    const answer = result instanceof Uint8Array ? Uint8Array.from(result) : JSON.stringify(result ?? null);
    if (Buffer.byteLength(answer) > ANSWER_AT_MOST) return { failed: true, answer: tooLarge() };
    return { failed: false, answer };
  } catch (error) {
    return { failed: true, answer: thrown(error) };
  }
}

function thrown(error: unknown): string {
  if (!(error instanceof Error))
    return JSON.stringify({ errorType: typeof error, errorMessage: String(error), trace: [] });
  const { name, message, stack = '' } = error;
  return JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split('\n') });
}

function timedOut(requestId: string, timeoutMs: number): string {
  const seconds = (timeoutMs / 1_000).toFixed(2);
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;
  return JSON.stringify({ errorType: 'Sandbox.Timedout', errorMessage });
}

function tooLarge(): string {
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${ANSWER_AT_MOST} bytes).`;
  return JSON.stringify({ errorType: 'Function.ResponseSizeTooLarge', errorMessage });
}
