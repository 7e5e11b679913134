import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

/** Bolt's lines through ours, from warnings on: below that it logs what people wrote. */
export function boltLogger(log: Logger): BoltLogger {
  const line = (parts: readonly unknown[]) => parts.map(String).join(' ').slice(0, 500);
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn({ source: 'bolt' }, line(parts)),
    error: (...parts) => log.error({ source: 'bolt' }, line(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
