import { setMaxListeners } from 'node:events';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptors } from '@temporalio/worker';

/** What only watches, and loses nothing when another worker goes on watching. */
const WATCHES: readonly string[] = ['awaitApplicationChange', 'awaitServiceChange', 'awaitClosed'];

/** A worker that is told to stop gives its watches to the next one at once; the grace time is for what is nearly done. */
export function steppingAside(stopping: AbortSignal) {
  setMaxListeners(0, stopping); // one for each watch
  return ({ info }: { readonly info: { readonly activityType: string } }): ActivityInterceptors => {
    if (!WATCHES.includes(info.activityType)) return {};
    return { inbound: { execute: (input, next) => unlessStopping(stopping, () => next(input)) } };
  };
}

function unlessStopping<T>(stopping: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stepAside = () => {
      const message = 'This worker stops; another one goes on watching';
      reject(ApplicationFailure.create({ message, type: 'worker-stops', nextRetryDelay: '100ms', category: 'BENIGN' }));
    };
    if (stopping.aborted) return stepAside();
    stopping.addEventListener('abort', stepAside, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => stopping.removeEventListener('abort', stepAside));
  });
}
