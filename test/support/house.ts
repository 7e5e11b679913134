import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createWorkers, type WorkersOptions, type World } from '../../worker/create-workers.ts';
import { untilStopped } from '../../worker/until-stopped.ts';

export interface House {
  readonly client: Client;
  readonly taskQueue: string;
  stop(): Promise<void>;
}

export const BUNDLE = fileURLToPath(new URL('../../dist/worker/workflow-bundle.js', import.meta.url));
const NOT_SLOWED = 1_000; // the rate of Slack edits is a matter of production

/** Real workers on the run's real Temporal server, on a task queue of their own unless told. */
export async function openHouse(
  world: World,
  over: Partial<
    Pick<WorkersOptions, 'namespace' | 'taskQueue' | 'bundlePath' | 'version' | 'slackEditsPerSecond'>
  > = {},
): Promise<House> {
  installRuntime();
  const address = process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '';
  const [connection, clientConnection] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const { namespace = 'default', taskQueue = `test-${randomUUID()}` } = over;
  const client = new Client({ connection: clientConnection, namespace });
  const stopping = new AbortController();
  const workers = await createWorkers({
    stopping: stopping.signal,
    connection,
    client,
    bundlePath: BUNDLE,
    world,
    slackEditsPerSecond: NOT_SLOWED,
    ...over,
    namespace,
    taskQueue,
  });
  const running = workers.map(untilStopped);
  return {
    client,
    taskQueue,
    stop: async () => {
      stopping.abort();
      for (const worker of workers) worker.shutdown();
      await Promise.all(running);
      await clientConnection.close();
      await connection.close();
    },
  };
}

let installed = false;
/** Quiet, whoever comes first. */
export function installRuntime(): void {
  if (installed) return;
  installed = true;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
}
