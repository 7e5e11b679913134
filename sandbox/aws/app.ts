import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { createFaultGate } from '../fault-gate.ts';
import { authenticate } from './authenticate.ts';
import { readReference } from './lambda/functions.ts';
import type { Operations } from './operations.ts';
import { refusal, restRefusal } from './refusal.ts';

interface Services {
  readonly ecr: Operations;
  readonly ecs: Operations;
  readonly lambda: Hono<{ Bindings: HttpBindings }>;
}

/** The prefixes of `X-Amz-Target`. */
const TARGETS: Readonly<Record<string, 'ecr' | 'ecs'>> = {
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AmazonEC2ContainerServiceV20141113: 'ecs',
};

/** One door for the three services, as `AWS_ENDPOINT_URL` expects. */
export function createApp({ lambda, ...services }: Services) {
  const gate = createFaultGate(operationOf);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse();
    return refusal('ServerException', String(error.stack), 500).getResponse();
  });
  app.use('*', gate.middleware, authenticate);
  app.post('/', async (c) => {
    const { vendor, name } = targetOf(c);
    const operations = vendor && services[vendor];
    const carryOut = operations && Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!carryOut) throw refusal('UnknownOperationException', `No operation ${c.req.header('x-amz-target')}`);
    const output = carryOut(await readJson(c));
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() };
    return c.body(JSON.stringify(output), 200, headers);
  });
  app.route('/', lambda);
  app.notFound(() => restRefusal(404, 'UnknownOperationException', 'No such operation').getResponse());
  return { app, gate };
}

function targetOf(c: Context) {
  const [prefix = '', name = ''] = (c.req.header('x-amz-target') ?? '').split('.');
  return { vendor: Object.hasOwn(TARGETS, prefix) ? TARGETS[prefix] : undefined, name };
}

/** How faults and counts name a request: `ecr.DescribeImages`, `lambda.Invoke reindex`. */
function operationOf(c: Context): string {
  const { vendor, name } = targetOf(c);
  if (vendor) return `${vendor}.${name}`;
  const invoked = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(new URL(c.req.url).pathname)?.[1];
  if (invoked === undefined) return `${c.req.method} ${c.req.path}`;
  return `lambda.Invoke ${readReference(decodeURIComponent(invoked)).name}`;
}

async function readJson(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text());
  } catch {
    throw refusal('SerializationException', 'The request is no JSON');
  }
}
