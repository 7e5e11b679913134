import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Connection } from '@temporalio/client';
import { parse } from 'yaml';
import { z } from 'zod';
import { SEARCH_ATTRIBUTES } from '../workflows/contract/search-attributes.ts';
import { freePort } from './free-port.ts';
import { inRepository } from './in-repository.ts';
import { findTemporalCli, type Say } from './temporal-cli.ts';

export interface TemporalServer {
  readonly address: string;
  /** Where Prometheus would look. Among others the server counts `action`, which is what Temporal Cloud's bills go by. */
  readonly metricsUrl: string;
  readonly uiUrl?: string;
  stop(): Promise<void>;
}

interface Options {
  readonly say: Say;
  /** Wanted ports; free ones are taken instead when they are in use. */
  readonly port?: number;
  readonly uiPort?: number;
  /** Keeps the state over a restart. */
  readonly dbFile?: string;
}

/** What a server of one's own is told, too. */
const DYNAMIC_CONFIG_PATH = inRepository('config/temporal-server.yaml');
const DynamicConfig = z.record(z.string(), z.tuple([z.strictObject({ value: z.union([z.number(), z.boolean()]) })]));
/** What is written outlives the process, not the machine; a write then costs no wait for the disk. */
const PRAGMAS = ['journal_mode=WAL', 'synchronous=NORMAL'];
const STARTS_WITHIN_MS = 60_000;

/** Temporal's dev server, a process of its own on 127.0.0.1, with our search attributes. With `uiPort` it brings its UI. */
export async function startTemporalServer({ say, port, uiPort, dbFile }: Options): Promise<TemporalServer> {
  const cli = await findTemporalCli(say);
  const chosen = await freePort(port);
  const metricsPort = await freePort();
  const chosenUi = uiPort === undefined ? undefined : await freePort(uiPort);
  const child = spawn(
    cli,
    [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(chosen), '--log-level', 'never'],
      ...['--metrics-port', String(metricsPort)],
      ...(chosenUi === undefined ? ['--headless'] : ['--ui-port', String(chosenUi)]),
      ...dynamicConfig().flatMap((setting) => ['--dynamic-config-value', setting]),
      ...(dbFile === undefined ? [] : ['--db-filename', dbFile, ...PRAGMAS.flatMap((it) => ['--sqlite-pragma', it])]),
      ...SEARCH_ATTRIBUTES.flatMap(({ name }) => ['--search-attribute', `${name}=Keyword`]),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], detached: true }, // Ctrl-C is for us; we stop it in order
  );
  const address = `127.0.0.1:${chosen}`;
  await untilReady(address, child);
  return {
    address,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    ...(chosenUi !== undefined && { uiUrl: `http://127.0.0.1:${chosenUi}` }),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL'); // a dev server has nothing to save
      await once(child, 'exit');
    },
  };
}

function dynamicConfig(): readonly string[] {
  const settings = DynamicConfig.parse(parse(readFileSync(DYNAMIC_CONFIG_PATH, 'utf8')));
  return Object.entries(settings).map(([key, [{ value }]]) => `${key}=${value}`);
}

async function untilReady(address: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`Temporal's dev server ended with ${child.exitCode} before it answered`);
    try {
      const connection = await Connection.connect({ address, connectTimeout: '1s' });
      await connection.close();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`Temporal's dev server did not answer at ${address} within ${STARTS_WITHIN_MS / 1000} s`, {
          cause: error,
        });
      }
      await new Promise((goOn) => setTimeout(goOn, 200));
    }
  }
}
