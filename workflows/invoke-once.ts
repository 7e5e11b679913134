import { ActivityFailure, ApplicationFailure, CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { isEndingCode } from '../domain/endings.ts';
import type { Invocation, LambdaPort } from './contract/ports/lambda.ts';
import { lambdaWithin } from './proxies.ts';

type Args = Parameters<LambdaPort['invokeFunction']>[0];
type Answer = Exclude<Invocation, { kind: 'not-run' }>;

const REFUSALS_TAKEN = 10;

/** Runs a function at most once. Asked again only while Lambda says that it surely did not run. */
export async function invokeOnce(args: Args): Promise<Answer> {
  for (let refusals = 1; ; refusals += 1) {
    const invocation = await attempt(args);
    if (invocation.kind !== 'not-run') return invocation;
    if (refusals >= REFUSALS_TAKEN) {
      throw ApplicationFailure.nonRetryable(
        `Lambda refused ${args.function} ${refusals} times; it did not run. Last: ${invocation.detail}`,
        'function-failed',
      );
    }
    await sleep(invocation.retryAfterMs, { summary: `Lambda refused ${args.function}; it did not run` });
  }
}

async function attempt(args: Args): Promise<Invocation> {
  try {
    // Whoever cancels meanwhile waits for the answer: a function that runs cannot be called back.
    return await CancellationScope.nonCancellable(() => lambdaWithin(args.timeoutMs).invokeFunction(args));
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const { cause } = error;
    if (cause instanceof ApplicationFailure && isEndingCode(cause.type)) throw error;
    // The worker died or the answer was lost on the way: whether it ran, nobody can say.
    return { kind: 'unknown', detail: `${cause?.message ?? error.message}` };
  }
}
