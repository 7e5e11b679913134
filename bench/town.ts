import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { startDeploy } from '../client/start-deploy.ts';
import { type Company, openCompany, type VendorOptions } from '../sandbox/company.ts';
import { freePort } from '../sandbox/free-port.ts';
import { type HouseProcess, startHouseProcess } from '../sandbox/house-process.ts';
import { deployId, TASK_QUEUE } from '../workflows/contract/ids.ts';
import { countActions } from './actions.ts';
import type { Temporal } from './bench.ts';
import { until } from './lanes.ts';
import { openNamespace } from './namespace.ts';

export interface BenchTown extends Company {
  readonly client: Client;
  /** What a worker or a gateway here is started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts one of our processes; `over` goes over its environment. */
  start(name: HouseProcess['name'], over?: Readonly<Record<string, string>>): Promise<HouseProcess>;
  /** Asked by Daichi for the newest image; resolves with the deploy's id once it is started. */
  deploy(service: string, key: string): Promise<string>;
  /** Temporal's count of them so far. */
  actions(): Promise<number>;
  count(query: string): Promise<number>;
  /** Until no deploy is under way. */
  settled(): Promise<void>;
}

interface Options {
  readonly catalog: string;
  readonly vendors?: VendorOptions;
}

/** A company with a catalogue of its own, in a namespace of its own; worker and gateway are processes, as in production. */
export async function openBenchTown(temporal: Temporal, { catalog, vendors }: Options): Promise<BenchTown> {
  const folder = mkdtempSync(join(tmpdir(), 'tempocat-bench-'));
  const catalogPath = join(folder, 'catalog.yaml');
  writeFileSync(catalogPath, catalog);
  const company = await openCompany({ catalogPath, ...(vendors && { vendors }) });
  const { connection, namespace } = await openNamespace(temporal);
  const client = new Client({ connection, namespace });
  const port = await freePort();
  const env = {
    ...company.env,
    ...{ TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: namespace, PORT: String(port), LOG_LEVEL: 'info' },
  };
  company.slack.setGateway(`http://127.0.0.1:${port}/slack/events`);
  const started: HouseProcess[] = [];
  const count = async (query: string) => (await client.workflow.count(query)).count;
  return {
    ...{ ...company, client, env, count },
    start: async (name, over) => {
      const one = await startHouseProcess({ name, env: { ...env, ...over } });
      started.push(one);
      return one;
    },
    deploy: async (service, key) => {
      const target = company.catalog.targets.find((one) => one.service === service);
      if (!target) throw new Error(`The catalogue has no ${service}`);
      const workflowId = deployId(target, key);
      const request = { target, trigger: 'slack', requestedBy: 'U0DEV1' } as const;
      await startDeploy(client, { workflowId, taskQueue: TASK_QUEUE, request });
      return workflowId;
    },
    actions: () => countActions(temporal, namespace),
    settled: () =>
      until(async () => (await count("WorkflowType='deploy' AND ExecutionStatus='Running'")) === 0, 'all have ended'),
    close: async () => {
      await Promise.all(started.map((one) => one.stop()));
      await company.close();
      await connection.close();
      rmSync(folder, { recursive: true });
    },
  };
}
