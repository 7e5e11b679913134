import { z } from 'zod';
import { Refusal } from './refusal.ts';
import { type Rollout, rolloutAt } from './rollout.ts';

interface Seed {
  readonly cluster: string;
  readonly service: string;
  readonly container: string;
  readonly image: string;
  readonly desired: number;
}

interface Service extends Omit<Seed, 'image'> {
  desired: number;
  current: string;
  rollout?: Rollout;
  failNext?: string;
}

export interface ServiceView {
  readonly image: string;
  readonly running: number;
  readonly desired: number;
  readonly stable: boolean;
  readonly taskDefinition: string;
}

export interface Ecs {
  createService(seed: Seed): void;
  /** Registers a task definition with this image and rolls it out, gradually. Answers its ARN. */
  deploy(cluster: string, service: string, image: string): string;
  /** The next roll-out ends FAILED, and the circuit breaker goes back. */
  failNext(cluster: string, service: string, reason: string): void;
  scale(cluster: string, service: string, desired: number): void;
  service(cluster: string, service: string): ServiceView;
  answer(operation: string, body: unknown): unknown;
}

const ARN = 'arn:aws:ecs:ap-northeast-1:123456789012';
const DescribeServices = z.object({ cluster: z.string().default('default'), services: z.array(z.string()) });
const DescribeTaskDefinition = z.object({ taskDefinition: z.string() });

/** State is computed from the clock whenever somebody looks; nothing ticks. */
export function createEcs({ rolloutMs = 2_000 } = {}): Ecs {
  const services = new Map<string, Service>();
  const definitions = new Map<string, { container: string; image: string }>();
  const revisions = new Map<string, number>();

  const register = ({ cluster, service, container }: Omit<Seed, 'image' | 'desired'>, image: string): string => {
    const family = `${cluster}-${service}`;
    const revision = (revisions.get(family) ?? 0) + 1;
    revisions.set(family, revision);
    const arn = `${ARN}:task-definition/${family}:${revision}`;
    definitions.set(arn, { container, image });
    return arn;
  };
  const find = (cluster: string, name: string): Service => {
    const service = services.get(`${cluster}/${name}`);
    if (!service) throw new Error(`The sandbox's ECS has no service ${name} in ${cluster}`);
    return settle(service);
  };

  return {
    createService: ({ image, ...seed }) => {
      services.set(`${seed.cluster}/${seed.service}`, { ...seed, current: register(seed, image) });
    },
    deploy: (cluster, name, image) => {
      const service = find(cluster, name);
      const to = register(service, image);
      const { failNext: reason } = service;
      service.rollout = {
        from: service.current,
        to,
        startedAt: Date.now(),
        lastsMs: rolloutMs,
        ...(reason !== undefined && { reason }),
      };
      delete service.failNext;
      return to;
    },
    failNext: (cluster, name, reason) => {
      find(cluster, name).failNext = reason;
    },
    scale: (cluster, name, desired) => {
      find(cluster, name).desired = desired;
    },
    service: (cluster, name) => {
      const service = find(cluster, name);
      const deployments = deploymentsOf(service);
      const running = deployments.reduce((sum, { runningCount }) => sum + runningCount, 0);
      const taskDefinition = deployments[0]?.taskDefinition ?? service.current;
      const image = definitions.get(service.current)?.image ?? '';
      return { image, running, desired: service.desired, stable: deployments.length === 1, taskDefinition };
    },
    answer: (operation, body) => {
      if (operation === 'DescribeServices') {
        const { cluster, services: names } = DescribeServices.parse(body);
        if (![...services.keys()].some((key) => key.startsWith(`${cluster}/`)))
          throw new Refusal('ClusterNotFoundException', 'Cluster not found.');
        const found = names.flatMap((name) => services.get(`${cluster}/${name}`) ?? []);
        const missing = names.filter((name) => !services.has(`${cluster}/${name}`));
        return {
          services: found.map((service) => describe(settle(service))),
          failures: missing.map((name) => ({ arn: `${ARN}:service/${cluster}/${name}`, reason: 'MISSING' })),
        };
      }
      if (operation !== 'DescribeTaskDefinition')
        throw new Refusal('UnknownOperationException', `${operation} is not played here`);
      const { taskDefinition } = DescribeTaskDefinition.parse(body);
      const definition = definitions.get(taskDefinition);
      if (!definition) throw new Refusal('ClientException', 'Unable to describe task definition.');
      return {
        taskDefinition: {
          taskDefinitionArn: taskDefinition,
          containerDefinitions: [{ name: definition.container, image: definition.image }],
        },
      };
    },
  };
}

/** A roll-out whose time is over has its result. */
function settle(service: Service): Service {
  const { rollout } = service;
  if (!rollout || rolloutAt(rollout, Date.now()) < 1) return service;
  if (rollout.reason === undefined) service.current = rollout.to;
  return service;
}

function deploymentsOf(service: Service) {
  const { current, desired, rollout } = service;
  const deployment = (
    status: string,
    taskDefinition: string,
    running: number,
    rolloutState: string,
    reason?: string,
  ) => ({
    id: `ecs-svc/${taskDefinition.split(':').at(-1)}`,
    status,
    taskDefinition,
    desiredCount: desired,
    runningCount: running,
    pendingCount: Math.max(0, desired - running),
    failedTasks: rolloutState === 'FAILED' ? desired : 0,
    rolloutState,
    rolloutStateReason: reason ?? `ECS deployment ${rolloutState.toLowerCase()}.`,
  });
  const done = rollout ? rolloutAt(rollout, Date.now()) : 1;
  if (!rollout || done >= 1) {
    const failed = rollout?.reason;
    return [deployment('PRIMARY', current, desired, 'COMPLETED', failed && `rolling back to ${current}: ${failed}`)];
  }
  const running = rollout.reason === undefined ? Math.floor(done * desired) : 0;
  const primary = deployment('PRIMARY', rollout.to, running, 'IN_PROGRESS');
  return [primary, deployment('ACTIVE', rollout.from, desired - running, 'COMPLETED')];
}

function describe(service: Service) {
  const deployments = deploymentsOf(service);
  return {
    serviceName: service.service,
    status: 'ACTIVE',
    taskDefinition: deployments[0]?.taskDefinition,
    desiredCount: service.desired,
    runningCount: deployments.reduce((sum, { runningCount }) => sum + runningCount, 0),
    deployments,
  };
}
