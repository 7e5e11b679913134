import { setTimeout as sleep } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import { Client, type Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { type Logger, pino } from 'pino';
import { cannotRead, canRead } from '../client/can-read.ts';
import { createDataConverter } from '../client/data-converter.ts';
import type { Recorder } from '../domain/measure.ts';
import { createDoor, type Door } from './app.ts';
import { type GatewayConfig, readConfig } from './config.ts';
import type { Desk } from './desk.ts';
import { type CatalogInForce, createCatalogInForce } from './follow-catalog.ts';
import { type Check, healthRoutes } from './health.ts';
import { connectInTime } from './in-time.ts';
import { listen } from './listen.ts';
import { measureRequests } from './measure-requests.ts';
import { measuredFetch } from './measured-fetch.ts';
import { createMetrics } from './metrics.ts';
import { createPeople } from './people.ts';

const TEMPORAL_ANSWERS_WITHIN_MS = 2_000;
const SLACK_AGAIN_MS = 2_000;

async function main(config: GatewayConfig, log: Logger): Promise<void> {
  const { slack } = config;
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({ overrideEnvVars: config.environment });
  const { record, listen: serveMetrics } = createMetrics();
  if (config.metricsAddress !== undefined) await serveMetrics(config.metricsAddress);
  const connection = connectInTime(connectionOptions ?? {}, record);
  const dataConverter = createDataConverter(config.encryptionKeys);
  const client = new Client({ connection, namespace, dataConverter });
  const read = await canRead(client); // whoever cannot would answer nothing, and start what the worker cannot read
  if (read !== true) throw new Error(cannotRead(read));
  const catalogs = createCatalogInForce({ ...config, source: config.catalogSource, check: () => [], log, record });
  const desk = createDesk(config, { client, namespace, log, record, catalogs });

  let slackTrouble: string | undefined = 'Slack has not answered yet';
  const slackAnswers: Check = async () => slackTrouble ?? door.trouble();
  const door = createDoor({
    slack,
    log,
    routes: healthRoutes([slackAnswers, () => temporalAnswers(connection, client)]),
  });
  listen(door.app, desk);
  measureRequests(door.app, record);
  catalogs.follow(() => {}); // whoever asks next is answered by the new one
  await door.listen({ port: config.port, host: config.host });
  const known = untilSlackKnowsUs(door, (trouble) => {
    slackTrouble = `Slack cannot be reached, or refuses SLACK_BOT_TOKEN: ${trouble}`;
    log.warn({ error: trouble }, 'Slack cannot be reached yet, or refuses SLACK_BOT_TOKEN');
  });
  known.then(async () => {
    slackTrouble = undefined;
    await door.connect();
    log.info({ port: config.port, namespace, way: slack.way.kind }, 'gateway ready');
  });

  await untilStopped();
  await door.close();
  await connection.close();
  log.info('gateway stopped');
  process.exit(0); // whatever still waits for Slack need not be waited for
}

interface Wires {
  readonly client: Client;
  readonly namespace: string;
  readonly log: Logger;
  readonly record: Recorder;
  readonly catalogs: CatalogInForce;
}

function createDesk({ slack, ...config }: GatewayConfig, { catalogs, ...wires }: Wires): Desk {
  const { client, namespace, log, record } = wires;
  const { present } = catalogs;
  const web = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 2_500,
    fetch: measuredFetch('slack', record),
  });
  const links = {
    namespace,
    ...(config.temporalUiUrl !== undefined && { temporalUi: config.temporalUiUrl }),
    ...(config.githubUrl !== undefined && { github: config.githubUrl }),
    ...(config.argoCdUrl !== undefined && { argoCd: config.argoCdUrl }),
  };
  return {
    get catalog() {
      return present();
    },
    get locale() {
      return present().locale;
    },
    client,
    web,
    links,
    log,
    record,
    people: createPeople({ web, groups: () => present().groups, log }),
  };
}

/** And is readable: keys may have been rotated elsewhere. */
async function temporalAnswers(connection: Connection, client: Client): Promise<string | undefined> {
  try {
    await connection.withDeadline(Date.now() + TEMPORAL_ANSWERS_WITHIN_MS, () => connection.healthService.check({}));
    const read = await canRead(client);
    return read === true ? undefined : cannotRead(read);
  } catch (error) {
    return `Temporal does not answer: ${String(error)}`;
  }
}

/** Bolt asks Slack who we are; while Slack is away we wait for it, and say so. */
async function untilSlackKnowsUs({ app }: Door, tell: (trouble: string) => void): Promise<void> {
  for (;;) {
    try {
      return await app.init();
    } catch (error) {
      tell(String(error));
      await sleep(SLACK_AGAIN_MS);
    }
  }
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

const reading = readConfig();
if (reading.kind === 'problems') {
  console.error(`The gateway cannot start:\n${reading.problems.map((problem) => `  - ${problem}`).join('\n')}`);
  process.exit(1);
}
const log = pino({
  level: reading.config.logLevel,
  base: { process: 'slack-gateway' },
  redact: ['*.token', '*.response_url', '*.trigger_id'],
});
process.once('unhandledRejection', (error) => {
  log.fatal({ error: String(error) }, 'something failed that nobody waited for; the gateway ends, to be started anew');
  process.exit(1);
});
await main(reading.config, log);
