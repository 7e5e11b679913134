import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/** How long, and what for: `why` stands beside the timer in Temporal's UI. */
interface Patience {
  readonly ms: number;
  readonly why: string;
}

/** Gives some work a time. `timed-out` is an answer; a cancelled deploy still throws. */
export async function within<T>({ ms, why }: Patience, work: () => Promise<T>): Promise<T | 'timed-out'> {
  const scope = new CancellationScope();
  try {
    return await scope.run(() => timed({ ms, why }, scope, work));
  } catch (error) {
    if (isCancellation(error) && !CancellationScope.current().consideredCancelled) return 'timed-out';
    throw error;
  }
}

/** `CancellationScope.withTimeout`, command for command; that one cannot say what it waits for. */
async function timed<T>({ ms, why }: Patience, scope: CancellationScope, work: () => Promise<T>): Promise<T> {
  const clock = new CancellationScope();
  const isOver = clock.run(() => sleep(ms, { summary: why }));
  isOver.then(
    () => scope.cancel(),
    () => {}, // nobody waits any more
  );
  try {
    return await work();
  } finally {
    if (!clock.consideredCancelled) clock.cancel();
  }
}
