import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';

const BEATS_PER_TIMEOUT = 3;

/** Keeps an activity alive while it waits. Its work gets the signal of cancellation, which also ends it. */
export async function withHeartbeat<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = cancellationSignal();
  const everyMs = Math.max(1_000, (activityInfo().heartbeatTimeoutMs ?? 30_000) / BEATS_PER_TIMEOUT);
  const beat = setInterval(() => heartbeat(), everyMs).unref(); // no reason to keep a worker that has stopped
  try {
    return await run(signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason; // the SDK's own CancelledFailure, whatever the client library made of it
    throw error;
  } finally {
    clearInterval(beat);
  }
}

/** Waits, unless it is cancelled meanwhile. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms).unref();
    signal.addEventListener('abort', stop, { once: true });
  });
}
