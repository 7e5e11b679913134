import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Logger } from 'pino';

const TIMES = 5;

/**
 * Slack says how long not to speak. The listener does not wait for that, because Slack waits three seconds for the
 * listener: what was to be said is said later, unless this process ends before.
 */
export async function patiently(log: Logger, say: () => Promise<unknown>): Promise<void> {
  try {
    await say();
  } catch (error) {
    if (!(error instanceof WebAPIRateLimitedError)) throw error;
    log.warn({ retryAfter: error.retryAfter }, 'Slack limits how fast we speak; an answer waits');
    void sayLater(say, error.retryAfter).catch((late: unknown) => {
      log.error({ error: String(late) }, 'an answer that waited for Slack could not be given');
    });
  }
}

async function sayLater(say: () => Promise<unknown>, firstAfter: number): Promise<void> {
  let after = firstAfter;
  for (let time = 1; ; time += 1) {
    await sleep(after * 1_000);
    try {
      await say();
      return;
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || time === TIMES) throw error;
      after = error.retryAfter;
    }
  }
}
