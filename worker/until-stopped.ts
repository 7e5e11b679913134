import { IllegalStateError } from '@temporalio/common';
import type { Worker } from '@temporalio/worker';

/**
 * Runs a worker until it has been shut down and its work is done. The SDK's last poll may let go of its worker a moment
 * after it has answered; the SDK then calls the worker still in use, which says nothing about our work.
 */
export async function untilStopped(worker: Worker): Promise<void> {
  try {
    await worker.run();
  } catch (error) {
    const isLetGoLate = error instanceof IllegalStateError && error.message.startsWith('Worker still in use');
    if (!isLetGoLate) throw error;
  }
}
