import type { FaultGate } from '../fault-gate.ts';
import { type Served, serve } from '../serve.ts';
import { createApp } from './app.ts';
import { createEcr, type Ecr } from './ecr.ts';
import { createEcs, type Ecs } from './ecs.ts';
import { createLambda, type Lambda } from './lambda.ts';

export interface AwsSandbox {
  readonly gate: FaultGate;
  /** For `AWS_ENDPOINT_URL`; throws before it listens. */
  readonly url: string;
  listen(port?: number): Promise<Served>;
  readonly ecr: Ecr;
  readonly lambda: Lambda;
  readonly ecs: Ecs;
  /** Stops listening and ends functions that still run. */
  close(): Promise<void>;
}

export interface AwsOptions {
  /** How long ECS takes to replace a service's tasks. */
  readonly rolloutMs?: number;
  readonly now?: () => number;
}

/** An AWS of one's own: ECR, Lambda and ECS behind one address, for the real SDK. */
export function createAws({ rolloutMs = 2_000, now = Date.now }: AwsOptions = {}): AwsSandbox {
  const ecr = createEcr(now);
  const ecs = createEcs({ now, rolloutMs });
  const lambda = createLambda();
  const { app, gate } = createApp({ ecr: ecr.operations, ecs: ecs.operations, lambda: lambda.api });
  const servers: Served[] = [];
  return {
    gate,
    get url() {
      const [server] = servers;
      if (!server) throw new Error('this AWS does not listen yet');
      return server.url;
    },
    listen: async (port) => {
      const server = await serve(app, port);
      servers.push(server);
      return server;
    },
    ecr: ecr.hands,
    lambda: lambda.hands,
    ecs: ecs.hands,
    close: async () => {
      gate.release();
      lambda.close();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
