import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { type Company, openCompany } from '../../sandbox/company.ts';
import { freePort } from '../../sandbox/free-port.ts';
import { type HouseProcess, startHouseProcess } from '../../sandbox/house-process.ts';
import { liftEditRate } from '../../sandbox/lift-edit-rate.ts';
import { createPeople, type People } from './people.ts';
import { createStage, type Stage } from './stage.ts';
import { openTemporalGate } from './temporal-gate.ts';
import { watchGateway, watchVendor, watchWorker } from './watchmen.ts';

/** Temporal itself. Only one of our own may be killed. */
export interface Server {
  readonly address: string;
  readonly namespace: string;
  kill(): Promise<void>;
  revive(): Promise<void>;
}

export interface ProvingTown extends Company {
  readonly client: Client;
  readonly people: People;
  readonly stage: Stage;
  /** Worker and gateway start, or start anew, with this catalogue. */
  start(catalog: object): Promise<void>;
  /** Ends the victim of the stage for good; what was kept is lost with it. */
  kill(): Promise<void>;
  /** Brings the victim back. */
  revive(): Promise<void>;
}

type Name = HouseProcess['name'];
const SEEN_TO_BE_GONE_MS = 300;

/** The whole product as processes, each with a gate before it, so that it can be killed at any step. */
export async function openProvingTown(server: Server): Promise<ProvingTown> {
  const { address, namespace } = server;
  const folder = mkdtempSync(join(tmpdir(), 'tempocat-prove-'));
  const catalogPath = join(folder, 'catalog.yaml');
  writeFileSync(catalogPath, 'version: 1\n');
  const company = await openCompany({ catalogPath });
  const connection = await Connection.connect({ address });
  await liftEditRate(connection, namespace);
  const stage = createStage();
  const worker = await openTemporalGate(address, watchWorker(stage));
  const gateway = await openTemporalGate(address, watchGateway(stage));
  const vendors = [company.slack.gate, company.github.gate, company.aws.gate, company.argocd.gate];
  for (const gate of vendors) gate.post(watchVendor(stage));

  const port = await freePort();
  company.slack.setGateway(`http://127.0.0.1:${port}/slack/events`);
  const env = { ...company.env, TEMPORAL_NAMESPACE: namespace, PORT: String(port), LOG_LEVEL: 'info' };
  const house = createHouse({
    worker: { ...env, TEMPORAL_ADDRESS: worker.address },
    'slack-gateway': { ...env, TEMPORAL_ADDRESS: gateway.address },
  });

  const kill = async () => {
    if (stage.victim === 'worker') await house.kill('worker');
    if (stage.victim === 'gateway') await house.kill('slack-gateway');
    if (stage.victim === 'temporal') await server.kill();
    await sleep(SEEN_TO_BE_GONE_MS);
    stage.killed();
    worker.drop();
    gateway.drop();
    for (const gate of vendors) gate.release();
  };
  return {
    ...company,
    ...{ client: new Client({ connection, namespace }), people: createPeople(company.slack), stage, kill },
    start: async (catalog) => {
      writeFileSync(catalogPath, JSON.stringify(catalog));
      await house.stop();
      await Promise.all([house.start('worker'), house.start('slack-gateway')]);
    },
    revive: async () => {
      if (stage.victim === 'temporal') await server.revive();
      else await house.start(stage.victim === 'worker' ? 'worker' : 'slack-gateway');
    },
    close: async () => {
      await house.stop();
      await Promise.all([worker.close(), gateway.close(), company.close()]);
      await connection.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function createHouse(env: Readonly<Record<Name, Readonly<Record<string, string>>>>) {
  const running = new Map<Name, HouseProcess>();
  return {
    start: async (name: Name) => {
      running.set(name, await startHouseProcess({ name, env: env[name] }));
    },
    kill: async (name: Name) => {
      const child = running.get(name)?.child;
      if (!child || child.exitCode !== null || child.signalCode !== null)
        throw new Error(`the ${name} is dead already`);
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      await Promise.all([...running.values()].map((it) => it.stop()));
      running.clear();
    },
  };
}
