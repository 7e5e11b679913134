/**
 * Ends with `signal`, or after so many milliseconds as a `TimeoutError`. `AbortSignal.any` of an `AbortSignal.timeout` does not do: on
 * Node 20 nothing holds that time-out, and once it is collected as garbage a request that hangs is waited for without end.
 */
export function sooner(signal: AbortSignal, ms: number): AbortSignal {
  const either = new AbortController();
  const stop = () => either.abort(signal.reason);
  setTimeout(() => {
    signal.removeEventListener('abort', stop);
    either.abort(new DOMException(`There was no answer within ${ms} ms`, 'TimeoutError'));
  }, ms).unref();
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return either.signal;
}
