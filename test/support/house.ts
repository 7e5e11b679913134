import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createWorkers, type World } from '../../worker/create-workers.ts';
import { untilStopped } from '../../worker/until-stopped.ts';

export interface House {
  readonly client: Client;
  readonly taskQueue: string;
  stop(): Promise<void>;
}

const BUNDLE = fileURLToPath(new URL('../../dist/worker/workflow-bundle.js', import.meta.url));
const NOT_SLOWED = 1_000; // the rate of Slack edits is a matter of production

interface Options {
  readonly namespace?: string;
  readonly taskQueue?: string;
  readonly slackEditsPerSecond?: number;
}

/** Real workers on the run's real Temporal server, on a task queue of their own. */
export async function openHouse(
  world: World,
  { namespace = 'default', taskQueue = `test-${randomUUID()}`, slackEditsPerSecond = NOT_SLOWED }: Options = {},
): Promise<House> {
  installRuntime();
  const address = process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '';
  const [connection, clientConnection] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const client = new Client({ connection: clientConnection, namespace });
  const workers = await createWorkers({
    connection,
    client,
    namespace,
    taskQueue,
    bundlePath: BUNDLE,
    world,
    slackEditsPerSecond,
  });
  const running = workers.map(untilStopped);
  return {
    client,
    taskQueue,
    stop: async () => {
      for (const worker of workers) worker.shutdown();
      await Promise.all(running);
      await clientConnection.close();
      await connection.close();
    },
  };
}

let installed = false;
function installRuntime(): void {
  if (installed) return;
  installed = true;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
}
