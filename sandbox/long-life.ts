import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { startDeploy } from '../client/start-deploy.ts';
import { BUNDLE_PATH } from '../worker/bundle-workflows.ts';
import { readConfig } from '../worker/config.ts';
import { createWorkers } from '../worker/create-workers.ts';
import { registerSearchAttributes } from '../worker/search-attributes.ts';
import { untilStopped } from '../worker/until-stopped.ts';
import { createWorld } from '../worker/world.ts';
import { TASK_QUEUE } from '../workflows/contract/ids.ts';
import { type Company, openCompany } from './company.ts';
import { figuresOf } from './process-figures.ts';
import { startTemporalServer } from './temporal-server.ts';

/** `node dist/sandbox/long-life.js [deploys]`: deploys one after the other, and what the worker weighs after each quarter. */
const DEPLOYS = Number(process.argv[2] ?? 2_000);
const SERVICES = 40;
const AT_ONCE = 20;
const NOT_SLOWED = 1_000; // production makes 50 edits a minute; here nobody waits for them
const SETTLES_WITHIN_MS = 10_000;

const say = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tempocat-long-life-'));
  const catalogPath = join(folder, 'catalog.yaml');
  writeFileSync(catalogPath, aCatalog());
  const temporal = await startTemporalServer({ say });
  const company = await openCompany({ catalogPath });
  await company.push('mailer'); // v2, to change with v1
  const worker = fork(fileURLToPath(import.meta.url), ['worker'], {
    env: { ...process.env, ...company.env, TEMPORAL_ADDRESS: temporal.address, LOG_LEVEL: 'error' },
  });
  try {
    await once(worker, 'message');
    const connection = await Connection.connect({ address: temporal.address });
    await deployAll(new Client({ connection }), company, worker.pid ?? 0);
    await connection.close();
  } finally {
    worker.kill('SIGTERM');
    await once(worker, 'exit');
    await company.close();
    await temporal.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Forty functions that are deployed by the company's mailer. */
function aCatalog(): string {
  const services = Array.from({ length: SERVICES }, (_, index) => [
    `  - name: m${index}`,
    '    image: { repository: 123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/example/mailer, follow: latest, match: "^v\\\\d+$" }',
    '    environments:',
    '      staging: { deploy: { kind: lambda, function: mailer-deploy, payload: { version: "{tag}" }, expect: { ok: true } } }',
  ]).flat();
  return [
    'version: 1',
    'defaults: { region: ap-northeast-1, channel: C0DEPLOYS, deployers: [everyone] }',
    'services:',
    ...services,
    '',
  ].join('\n');
}

async function deployAll(client: Client, { catalog: { targets } }: Company, pid: number): Promise<void> {
  const endings = new Map<string, number>();
  let next = 0;
  const deployOne = async (): Promise<void> => {
    const number = next;
    next += 1;
    const target = targets[number % SERVICES];
    if (!target) throw new Error('The catalogue is shorter than that');
    const workflowId = `deploy:${target.service}:staging:${number}`;
    const ref = Math.floor(number / SERVICES) % 2 === 0 ? 'v2' : 'v1';
    const request = { target, trigger: 'cli', requestedBy: 'U0DEV1', ref } as const;
    await startDeploy(client, { workflowId, taskQueue: TASK_QUEUE, request });
    const { phase } = await client.workflow.getHandle(workflowId).result();
    endings.set(phase, (endings.get(phase) ?? 0) + 1);
  };
  say(`   0 deploys: ${figuresOf(pid).residentMb} MB`);
  for (let quarter = 1; quarter <= 4; quarter += 1) {
    const until = Math.floor((DEPLOYS * quarter) / 4);
    const startedAt = Date.now();
    const lane = async () => {
      while (next < until) await deployOne();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    await new Promise((settled) => setTimeout(settled, SETTLES_WITHIN_MS));
    say(
      `${String(until).padStart(4)} deploys: ${figuresOf(pid).residentMb} MB after ${seconds} s; ${JSON.stringify([...endings])}`,
    );
  }
}

/** The worker as `npm run worker` starts it, but for the rate of edits. */
async function work(): Promise<void> {
  const reading = readConfig();
  if (reading.kind === 'problems') throw new Error(reading.problems.join('\n'));
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await Connection.connect(connectionOptions);
  await registerSearchAttributes(connection, namespace);
  const workers = await createWorkers({
    ...{ namespace, taskQueue: TASK_QUEUE, bundlePath: BUNDLE_PATH, slackEditsPerSecond: NOT_SLOWED },
    connection: await NativeConnection.connect(connectionOptions),
    client: new Client({ connection, namespace }),
    world: createWorld(reading.config, { namespace, present: () => reading.config.catalog, record: () => undefined }),
  });
  const running = Promise.all(workers.map(untilStopped));
  process.send?.('ready');
  await running;
  process.exit(0);
}

await (process.argv[2] === 'worker' ? work() : main());
