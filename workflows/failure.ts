import { ActivityFailure, ApplicationFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';
import { type EndingCode, isEndingCode } from '../domain/endings.ts';

/** A failed activity in our words: its code from the table of endings, else `internal`. Cancellation is no failure and is thrown on. */
export function endingOf(error: unknown): { readonly code: EndingCode; readonly detail: string } {
  if (isCancellation(error)) throw error;
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure) {
    const code = isEndingCode(cause.type) ? cause.type : 'internal';
    return { code, detail: cause.message };
  }
  if (cause instanceof TimeoutFailure && error instanceof ActivityFailure) {
    return { code: 'internal', detail: `${error.activityType} did not succeed in time: ${cause.message}` };
  }
  if (error instanceof ActivityFailure) {
    return { code: 'internal', detail: `${error.activityType}: ${error.message}` };
  }
  throw error; // a mistake in our own code: fail the workflow task, so that a fixed worker can go on
}
