import { CancellationScope, isCancellation } from '@temporalio/workflow';

/** Gives some work a time. `timed-out` is an answer; a cancelled deploy still throws. */
export async function within<T>(ms: number, work: () => Promise<T>): Promise<T | 'timed-out'> {
  try {
    return await CancellationScope.withTimeout(ms, work);
  } catch (error) {
    if (isCancellation(error) && !CancellationScope.current().consideredCancelled) return 'timed-out';
    throw error;
  }
}
