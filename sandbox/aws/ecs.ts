import { createEcsOperations } from './ecs/operations.ts';
import { type Clock, look, newRollout, rollOut, type Service, type ServiceSeen } from './ecs/services.ts';
import { createTaskDefinitions, type TaskDefinitions } from './ecs/task-definitions.ts';
import type { Operations } from './operations.ts';

export interface NewService {
  readonly cluster: string;
  readonly service: string;
  readonly container: string;
  readonly image: string;
  readonly desired: number;
  /** Image by name of each other container. */
  readonly sidecars?: Readonly<Record<string, string>>;
}

/** What tests and the demo do in ECS without the API. */
export interface Ecs {
  createService(service: NewService): void;
  /** Registers a revision with this image in the service's container and rolls it out. Answers its ARN. */
  deploy(cluster: string, service: string, image: string): string;
  /** The next roll-out ends FAILED, and the circuit breaker goes back to what ran before. */
  fail(cluster: string, service: string, why?: string): void;
  /** The next roll-out's tasks never start, and no circuit breaker ends it. */
  stick(cluster: string, service: string): void;
  /** How many tasks there should be; not a new deployment. */
  scale(cluster: string, service: string, desired: number): void;
  service(cluster: string, service: string): ServiceSeen;
}

/** All that ECS remembers; what it shows follows from this and the clock. */
export interface EcsState {
  readonly definitions: TaskDefinitions;
  readonly clusters: ReadonlyMap<string, ReadonlyMap<string, Service>>;
  readonly clock: Clock;
}

export function createEcs(clock: Clock): { readonly hands: Ecs; readonly operations: Operations } {
  const definitions = createTaskDefinitions();
  const clusters = new Map<string, Map<string, Service>>();
  const at = (cluster: string, name: string): Service => {
    const service = clusters.get(cluster)?.get(name);
    if (!service) throw new Error(`ECS has no service ${name} in cluster ${cluster}`);
    return service;
  };
  const hands: Ecs = {
    createService: ({ cluster, service: name, container, image, desired, sidecars = {} }) => {
      const others = Object.entries(sidecars).map(([name, image]) => ({ name, image }));
      const first = definitions.register(`${name}-${cluster}`, [{ name: container, image }, ...others]);
      const now = clock.now();
      const rollout = newRollout(first, now);
      const service: Service = { cluster, name, container, createdAt: now, desired, rollout };
      clusters.set(cluster, (clusters.get(cluster) ?? new Map<string, Service>()).set(name, service));
    },
    deploy: (cluster, name, image) => {
      const service = at(cluster, name);
      const before = definitions.find(look(service, definitions, clock.now()).taskDefinition);
      if (!before) throw new Error(`${name} in ${cluster} runs no task definition`);
      const containers = before.containers.map((it) => (it.name === service.container ? { ...it, image } : it));
      const next = definitions.register(before.family, containers);
      rollOut(service, next, clock);
      return next.arn;
    },
    fail: (cluster, name, why = 'tasks failed to start.') => {
      at(cluster, name).failsNext = why;
    },
    stick: (cluster, name) => {
      at(cluster, name).sticksNext = true;
    },
    scale: (cluster, name, desired) => {
      at(cluster, name).desired = desired;
    },
    service: (cluster, name) => look(at(cluster, name), definitions, clock.now()),
  };
  return { hands, operations: createEcsOperations({ definitions, clusters, clock }) };
}
