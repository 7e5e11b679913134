import { ApplicationFailure } from '@temporalio/activity';
import type { EndingCode } from '../domain/endings.ts';

/** What can never succeed: says what was looked for, where, what was found, and what to do. */
export function permanent(code: EndingCode, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, code);
}

/** What a vendor asks to be tried later: Temporal waits as long as it said. */
export function retryLater(message: string, afterMs: number): ApplicationFailure {
  return ApplicationFailure.create({ message, type: 'retry-later', nextRetryDelay: afterMs });
}
