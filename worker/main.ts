import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { cannotRead, canRead } from '../client/can-read.ts';
import { createDataConverter } from '../client/data-converter.ts';
import type { Catalog } from '../domain/catalog.ts';
import { createCatalogInForce } from '../slack-gateway/follow-catalog.ts';
import { TASK_QUEUE } from '../workflows/contract/ids.ts';
import { BUNDLE_PATH, SEALED_BUNDLE_PATH } from './bundle-workflows.ts';
import { openCodecEndpoint } from './codec-endpoint.ts';
import { readConfig, type WorkerConfig } from './config.ts';
import { connect, insist } from './connect.ts';
import { createWorkers } from './create-workers.ts';
import { createScheduleKeeper, reconcileAll } from './keep-schedules.ts';
import { createLog, temporalLogger } from './log.ts';
import { measureRunning } from './measure-running.ts';
import { createRecorder, prometheusAt } from './metrics.ts';
import { missingCredentials } from './missing-credentials.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { untilStopped } from './until-stopped.ts';
import { createWorld } from './world.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

async function main(config: WorkerConfig): Promise<void> {
  const log = createLog(config.logLevel);
  const record = startRuntime(config, log);
  const leave = () => process.exit(0); // nothing is under way yet; the SDK, which listens too, has nothing to stop
  const stopping = new AbortController();
  for (const signal of SIGNALS) process.once(signal, () => stopping.abort()).on(signal, leave);
  const { environment, catalogSource: source } = config;
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({ overrideEnvVars: environment });
  const { connection, nativeConnection } = await connect(connectionOptions, log);
  const dataConverter = createDataConverter(config.encryptionKeys);
  const client = new Client({ connection, namespace, dataConverter });

  const { address } = connectionOptions;
  const registration = await insist(() => registerSearchAttributes(connection, namespace), address, log);
  if (registration.kind === 'refused') throw new Error(`Search attributes are missing. Run: ${registration.command}`);

  const read = await canRead(client);
  if (read !== true) throw new Error(cannotRead(read)); // it would only keep those who can from working

  const check = (catalog: Catalog) => missingCredentials(catalog, environment);
  const { present, follow } = createCatalogInForce({ ...config, source, check, log, record });
  const workers = await createWorkers({
    ...{ connection: nativeConnection, namespace, client, taskQueue: TASK_QUEUE, dataConverter },
    bundlePath: config.encryptionKeys ? SEALED_BUNDLE_PATH : BUNDLE_PATH,
    world: createWorld(config, { namespace, present, record }),
    stopping: stopping.signal,
    ...(config.version && { version: config.version }),
  });
  const running = Promise.all(workers.map(untilStopped)); // ends on SIGTERM and SIGINT, when activities are done
  for (const signal of SIGNALS) process.off(signal, leave);
  const codec = await openCodecEndpoint(config);
  const wanted = () => ({ taskQueue: TASK_QUEUE, targets: present().targets });
  const ready = insist(() => reconcileAll(client, wanted()), address, log).then((schedules) => {
    const keepSchedules = createScheduleKeeper(client, log);
    follow(({ targets }) => keepSchedules({ taskQueue: TASK_QUEUE, targets }));
    measureRunning({ client, targets: () => present().targets, record, log });
    log.info({ namespace, taskQueue: TASK_QUEUE, ...config.version, schedules }, 'worker ready');
  });

  await Promise.race([running, ready.then(() => running)]);
  codec?.close();
  await connection.close();
  await nativeConnection.close();
  log.info('worker stopped');
  process.exit(0); // what still insists need not
}

function startRuntime({ metricsAddress }: WorkerConfig, log: Logger) {
  const metrics = metricsAddress === undefined ? {} : { metrics: prometheusAt(metricsAddress) };
  const { metricMeter } = Runtime.install({ logger: temporalLogger(log), telemetryOptions: metrics });
  return createRecorder(metricMeter);
}

const reading = readConfig();
if (reading.kind === 'problems') {
  console.error(`The worker cannot start:\n${reading.problems.map((problem) => `  - ${problem}`).join('\n')}`);
  process.exit(1);
}
await main(reading.config);
