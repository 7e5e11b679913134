import { createServer, type Server } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { MEASURES } from '../domain/measure/table.ts';
import type { Measure, Recorder } from '../domain/measure.ts';
import { placeOf } from './listen-address.ts';

export interface Metrics {
  readonly record: Recorder;
  /** `GET /metrics` there; `address` is an IP address and a port. */
  listen(address: string): Promise<Server>;
}

/** The gateway's numbers, and those of its Node process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process: 'slack-gateway' });
  collectDefaultMetrics({ register: registry });
  const carriers = new Map<string, (measure: Measure) => void>();
  const carry = (measure: Measure) => {
    const carrier = carriers.get(measure.name) ?? createCarrier(measure.name, registry);
    carriers.set(measure.name, carrier);
    carrier(measure);
  };
  return {
    record: (measures) => measures.forEach(carry),
    listen: (address) => serve(registry, address),
  };
}

function createCarrier(name: Measure['name'], registry: Registry): (measure: Measure) => void {
  const { kind, help, labels } = MEASURES[name];
  const common = { help, labelNames: labels, registers: [registry] };
  if (kind === 'count') {
    const counter = new Counter({ ...common, name: `${name}_total` });
    return (measure) => counter.inc(measure.labels, measure.value);
  }
  if (kind === 'level') {
    const gauge = new Gauge({ ...common, name });
    return (measure) => gauge.set(measure.labels, measure.value);
  }
  const buckets = [...MEASURES[name].buckets];
  const histogram = new Histogram({ ...common, name: `${name}_seconds`, buckets });
  return (measure) => histogram.observe(measure.labels, measure.value);
}

function serve(registry: Registry, address: string): Promise<Server> {
  const { host, port } = placeOf(address);
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return response.writeHead(404).end();
    const text = await registry.metrics();
    return response.writeHead(200, { 'content-type': registry.contentType }).end(text);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
