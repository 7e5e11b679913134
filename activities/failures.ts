import { ApplicationFailure } from '@temporalio/activity';
import type { EndingCode } from '../domain/endings.ts';

/** What can never succeed: says what was looked for, where, what was found, and what to do. */
export function permanent(code: EndingCode, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, code);
}

const LONGEST_WAIT_MS = 3_600_000; // whatever a header says

/** How long a `retry-after` asks to wait, in seconds or until a date; milliseconds. */
export function retryAfterMs(header: unknown): number | undefined {
  if (typeof header !== 'string' && typeof header !== 'number') return undefined;
  const ms = Number.isNaN(Number(header)) ? Date.parse(String(header)) - Date.now() : Number(header) * 1_000;
  return ms > 0 ? Math.min(LONGEST_WAIT_MS, ms) : undefined;
}

/** What a vendor asks to be tried later: Temporal waits as long as it said. */
export function retryLater(message: string, afterMs: number): ApplicationFailure {
  return ApplicationFailure.create({ message, type: 'retry-later', nextRetryDelay: afterMs });
}
