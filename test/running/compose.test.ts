import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { GatewayEnvironment } from '../../slack-gateway/config.ts';
import { WorkerEnvironment } from '../../worker/config.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/search-attributes.ts';
import { goModule } from '../support/go-tool.ts';

const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      profiles: z.array(z.string()).optional(),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
      healthcheck: z.object({ test: z.array(z.string()) }).optional(),
      environment: z.record(z.string(), z.string()).optional(),
      ports: z.array(z.string()).optional(),
      volumes: z.array(z.string()).optional(),
      read_only: z.boolean().optional(),
      command: z.array(z.string()).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
});

const text = readFileSync('docker-compose.yml', 'utf8');
const raw: unknown = parseDocument(text, { merge: true }).toJS();
const { services, volumes } = Compose.parse(raw);
const ours = ['worker', 'gateway'] as const;

describe('docker-compose.yml', () => {
  let check: ReturnType<Ajv['compile']>;
  beforeAll(async () => {
    const folder = await goModule('github.com/compose-spec/compose-go/v2@v2.9.0');
    const { $schema: _, ...schema } = JSON.parse(readFileSync(join(folder, 'schema', 'compose-spec.json'), 'utf8'));
    check = new Ajv({
      strict: false,
      formats: { duration: true, expose: true, ports: true, subnet_ip_address: true, uri: true },
    }).compile(schema);
  });

  it('is what the Compose specification allows', () => {
    check(raw);
    expect(check.errors ?? []).toEqual([]);
    expect(check({ services: { worker: { imag: 'x' } } })).toBe(false); // the schema does refuse
  });

  it('starts everything in the order of health: database, schema, server, namespace, then ours', () => {
    const waitsFor = Object.fromEntries(
      Object.entries(services).map(([name, { depends_on = {} }]) => [name, depends_on]),
    );
    const done = { condition: 'service_completed_successfully' };
    const healthy = { condition: 'service_healthy' };
    expect(waitsFor).toEqual({
      postgresql: {},
      'temporal-schema': { postgresql: healthy },
      temporal: { 'temporal-schema': done },
      'temporal-setup': { temporal: healthy },
      'temporal-ui': { temporal: healthy },
      worker: { 'temporal-setup': done },
      gateway: { 'temporal-setup': done },
      sandbox: { 'temporal-setup': done },
    });
    for (const [name, { condition }] of Object.values(waitsFor).flatMap((on) => Object.entries(on))) {
      if (condition === 'service_healthy') expect(services[name]?.healthcheck).toBeDefined();
    }
  });

  it('pins every image of others, and keeps the database on a named volume that nobody outside sees', () => {
    const images = Object.values(services).map(({ image }) => image);
    const foreign = images.filter((image) => !image.startsWith('tempocat'));
    expect(foreign.filter((image) => !/:\d+\.\d+/.test(image))).toEqual([]);
    expect(services['postgresql']?.ports).toBeUndefined();
    expect(services['postgresql']?.volumes).toEqual(['postgresql:/var/lib/postgresql/data']);
    expect(Object.keys(volumes)).toEqual(['postgresql']);
    const published = Object.values(services).flatMap(({ ports = [] }) => ports);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('gives our processes only variables that they know, and addresses that other containers reach', () => {
    const known = new Set([
      ...Object.keys(WorkerEnvironment.shape),
      ...Object.keys(GatewayEnvironment.shape),
      ...['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'],
      'NODE_OPTIONS', // Node's own
    ]);
    for (const name of ours) {
      const { environment = {}, read_only: isReadOnly } = services[name] ?? {};
      expect(Object.keys(environment).filter((variable) => !known.has(variable))).toEqual([]);
      expect(environment).toMatchObject({
        TEMPORAL_ADDRESS: 'temporal:7233',
        TEMPOCAT_CATALOG: '/etc/tempocat/catalog.yaml',
      });
      expect(isReadOnly).toBe(true);
    }
    expect(services['gateway']?.environment).toMatchObject({ HOST: '0.0.0.0', PORT: '3000' });
  });

  it("gives the server a dynamic configuration whose keys are the server's own", async () => {
    const { environment = {}, volumes: mounts = [] } = services['temporal'] ?? {};
    expect(mounts).toEqual([`./config/temporal-server.yaml:${environment['DYNAMIC_CONFIG_FILE_PATH']}:ro`]);
    const keys = Object.keys(parseDocument(readFileSync('config/temporal-server.yaml', 'utf8')).toJS());
    expect(keys).toContain('history.transferProcessorMaxPollRPS');
    const server = await goModule('go.temporal.io/server@v1.29.1');
    const known = readFileSync(join(server, 'common', 'dynamicconfig', 'constants.go'), 'utf8');
    expect(keys.filter((key) => !known.includes(`"${key}"`))).toEqual([]);
  });

  it('registers exactly our search attributes', () => {
    const [script = ''] = services['temporal-setup']?.command ?? [];
    const [, names = ''] = /for name in ([\w ]+);/.exec(script) ?? [];
    expect(names.split(' ')).toEqual(SEARCH_ATTRIBUTES.map(({ name }) => name));
  });

  it('has the demo as a profile of its own', () => {
    const profiled = Object.entries(services).filter(([, { profiles }]) => profiles);
    expect(profiled.map(([name, { profiles }]) => [name, profiles])).toEqual([['sandbox', ['sandbox']]]);
  });
});
