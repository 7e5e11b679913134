import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';

const RETRY_AFTER_MS = 2_000;

/** Temporal may come up later than we do: wait for it, and say so. */
export async function connect(options: ClientConnectConfig['connectionOptions'], log: Logger) {
  const impatient = { ...options, channelArgs: { 'grpc.max_reconnect_backoff_ms': 5_000 } }; // else up to two minutes
  const connection = await insist(() => Connection.connect(impatient), options.address, log);
  return { connection, nativeConnection: await insist(() => NativeConnection.connect(options), options.address, log) };
}

/** Tries until it succeeds: Temporal may also go away while we start. */
export async function insist<T>(work: () => Promise<T>, address: string | undefined, log: Logger): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      log.warn({ address, error: String(error) }, 'Temporal cannot be reached yet');
      await sleep(RETRY_AFTER_MS);
    }
  }
}
