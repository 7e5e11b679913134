interface Patience {
  readonly ms: number;
  /** Ends it before. */
  readonly signal: AbortSignal;
}

/**
 * Asks with a signal that ends with the other one, or after so many milliseconds as a `TimeoutError`. `AbortSignal.any` of an
 * `AbortSignal.timeout` does not do: on Node 20 nothing holds that time-out, and once it is collected as garbage a request that
 * hangs is waited for without end.
 */
export async function answeredWithin<T>(
  { ms, signal }: Patience,
  ask: (either: AbortSignal) => Promise<T>,
): Promise<T> {
  const either = new AbortController();
  const stop = () => either.abort(signal.reason);
  const late = () => either.abort(new DOMException(`There was no answer within ${ms} ms`, 'TimeoutError'));
  const clock = setTimeout(late, ms).unref();
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop);
  try {
    return await ask(either.signal);
  } finally {
    clearTimeout(clock);
    signal.removeEventListener('abort', stop);
  }
}
