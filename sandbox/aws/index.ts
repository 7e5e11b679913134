import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createFaultGate, type FaultGate } from '../fault-gate.ts';
import { type Served, serve } from '../serve.ts';
import { createEcr, type Ecr } from './ecr.ts';
import { createEcs, type Ecs } from './ecs.ts';
import { createLambda, type Lambda } from './lambda.ts';
import { Refusal, refuse } from './refusal.ts';

export interface AwsSandbox {
  readonly gate: FaultGate;
  readonly url: string;
  readonly ecr: Ecr;
  readonly ecs: Ecs;
  readonly lambda: Lambda;
  listen(port?: number): Promise<Served>;
  close(): Promise<void>;
}

const SERVICES: Readonly<Record<string, 'ecr' | 'ecs'>> = {
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AmazonEC2ContainerServiceV20141113: 'ecs',
};

/** ECR, ECS and Lambda behind one endpoint, for the real SDK clients. An access key id `BAD` is refused. */
export function createAws(options: { readonly rolloutMs?: number } = {}): AwsSandbox {
  const world = { ecr: createEcr(), ecs: createEcs(options), lambda: createLambda() };
  const gate = createFaultGate((c) => operationOf(c.req.header('x-amz-target'), c.req.path));
  let served: Served | undefined;
  return {
    ...world,
    gate,
    get url() {
      if (!served) throw new Error('The sandbox AWS does not listen yet');
      return served.url;
    },
    listen: async (port) => {
      served = await serve(createApp(world, gate), port);
      return served;
    },
    close: async () => {
      gate.release();
      await served?.close();
    },
  };
}

function operationOf(target: string | undefined, path: string): string {
  const [, name] = /\/functions\/([^/]+)\/invocations/.exec(path) ?? [];
  if (name !== undefined) return `lambda.Invoke ${decodeURIComponent(name)}`;
  const [service = '', operation = ''] = (target ?? '').split('.');
  return `${SERVICES[service] ?? service}.${operation}`;
}

function createApp({ ecr, ecs, lambda }: Pick<AwsSandbox, 'ecr' | 'ecs' | 'lambda'>, gate: FaultGate) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(gate.middleware);
  app.use(async (c, next) => {
    if (/Credential=BAD\//.test(c.req.header('authorization') ?? '')) {
      return refuse(
        new Refusal('UnrecognizedClientException', 'The security token included in the request is invalid.', 403),
      );
    }
    return next();
  });
  app.post('/2015-03-31/functions/:name/invocations', async (c) => {
    const qualifier = c.req.query('Qualifier');
    const type = c.req.header('x-amz-invocation-type') ?? 'RequestResponse';
    const call = {
      name: c.req.param('name'),
      type,
      body: await c.req.text(),
      ...(qualifier !== undefined && { qualifier }),
    };
    return lambda.invoke(call).catch(refuse);
  });
  app.post('/', async (c) => {
    const [service, operation = ''] = operationOf(c.req.header('x-amz-target'), '').split('.');
    try {
      const answer = (service === 'ecr' ? ecr : ecs).answer(operation, await c.req.json());
      return c.body(JSON.stringify(answer), 200, { 'content-type': 'application/x-amz-json-1.1' });
    } catch (error) {
      return refuse(error);
    }
  });
  return app;
}
