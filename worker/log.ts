import type { Logger as TemporalLogger } from '@temporalio/worker';
import { type Logger, pino } from 'pino';

/** JSON lines on standard output; what could hold a secret is cut out wherever it stands. */
export const createLog = (level: string): Logger =>
  pino({
    level,
    base: { process: 'worker' },
    redact: ['*.token', '*.authorization', '*.response_url', 'token', 'authorization'],
  });

/** Temporal's own lines, and those of workflows and activities, through the same logger. */
export function temporalLogger(log: Logger): TemporalLogger {
  return {
    log: (level, message, meta) => log[LEVELS[level]](meta ?? {}, message),
    trace: (message, meta) => log.trace(meta ?? {}, message),
    debug: (message, meta) => log.debug(meta ?? {}, message),
    info: (message, meta) => log.info(meta ?? {}, message),
    warn: (message, meta) => log.warn(meta ?? {}, message),
    error: (message, meta) => log.error(meta ?? {}, message),
  };
}

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
