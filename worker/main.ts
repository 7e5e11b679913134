import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createDataConverter } from '../client/data-converter.ts';
import type { Catalog } from '../domain/catalog.ts';
import { createCatalogInForce } from '../slack-gateway/follow-catalog.ts';
import { TASK_QUEUE } from '../workflows/contract/ids.ts';
import { BUNDLE_PATH, SEALED_BUNDLE_PATH } from './bundle-workflows.ts';
import { openCodecEndpoint } from './codec-endpoint.ts';
import { readConfig, type WorkerConfig } from './config.ts';
import { createWorkers } from './create-workers.ts';
import { createScheduleKeeper, reconcileAll } from './keep-schedules.ts';
import { createLog, temporalLogger } from './log.ts';
import { measureRunning } from './measure-running.ts';
import { createRecorder, prometheusAt } from './metrics.ts';
import { missingCredentials } from './missing-credentials.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { untilStopped } from './until-stopped.ts';
import { createWorld } from './world.ts';

const RETRY_AFTER_MS = 2_000;

async function main(config: WorkerConfig): Promise<void> {
  const log = createLog(config.logLevel);
  const { metricsAddress, environment } = config;
  const metrics = metricsAddress === undefined ? {} : { metrics: prometheusAt(metricsAddress) };
  const { metricMeter } = Runtime.install({ logger: temporalLogger(log), telemetryOptions: metrics });
  const record = createRecorder(metricMeter);
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({ overrideEnvVars: environment });
  const { connection, nativeConnection } = await connect(connectionOptions, log);
  const dataConverter = createDataConverter(config.encryptionKeys);
  const client = new Client({ connection, namespace, dataConverter });

  const registration = await registerSearchAttributes(connection, namespace);
  if (registration.kind === 'refused') throw new Error(`Search attributes are missing. Run: ${registration.command}`);

  const check = (catalog: Catalog) => missingCredentials(catalog, environment);
  const { present, follow } = createCatalogInForce({ ...config, source: config.catalogSource, check, log, record });
  const world = createWorld(config, { namespace, present, record });
  const workers = await createWorkers({
    connection: nativeConnection,
    namespace,
    client,
    taskQueue: TASK_QUEUE,
    bundlePath: config.encryptionKeys ? SEALED_BUNDLE_PATH : BUNDLE_PATH,
    dataConverter,
    world,
  });
  const running = Promise.all(workers.map(untilStopped)); // ends on SIGTERM and SIGINT, when activities are done
  const schedules = await reconcileAll(client, { taskQueue: TASK_QUEUE, targets: present().targets });
  const keepSchedules = createScheduleKeeper(client, log);
  follow(({ targets }) => keepSchedules({ taskQueue: TASK_QUEUE, targets }));
  measureRunning({ client, targets: () => present().targets, record, log });
  const codec = await openCodecEndpoint(config);
  log.info({ namespace, taskQueue: TASK_QUEUE, schedules }, 'worker ready');

  await running;
  codec?.close();
  await connection.close();
  await nativeConnection.close();
  log.info('worker stopped');
}

/** Temporal may come up later than we do: wait for it, and say so. */
async function connect(options: ClientConnectConfig['connectionOptions'], log: Logger) {
  for (;;) {
    try {
      const connection = await Connection.connect(options);
      return { connection, nativeConnection: await NativeConnection.connect(options) };
    } catch (error) {
      log.warn({ address: options.address, error: String(error) }, 'Temporal cannot be reached yet');
      await sleep(RETRY_AFTER_MS);
    }
  }
}

const reading = readConfig();
if (reading.kind === 'problems') {
  console.error(`The worker cannot start:\n${reading.problems.map((problem) => `  - ${problem}`).join('\n')}`);
  process.exit(1);
}
await main(reading.config);
