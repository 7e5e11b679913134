import { z } from 'zod';
import { arn } from '../account.ts';
import type { EcsState } from '../ecs.ts';
import { type Operations, operation } from '../operations.ts';
import { refusal } from '../refusal.ts';
import { representDeployment, representService, representTaskDefinition } from './represent.ts';
import { look, rollOut, type Service } from './services.ts';
import type { TaskDefinition } from './task-definitions.ts';

const SERVICES_AT_MOST = 10;
const Container = z.looseObject({ name: z.string(), image: z.string() });

const DescribeServices = z.object({
  cluster: z.string().default('default'),
  services: z.array(z.string()).min(1, 'Services cannot be empty.').max(SERVICES_AT_MOST),
});
const DescribeTaskDefinition = z.object({ taskDefinition: z.string() });
const RegisterTaskDefinition = z.object({ family: z.string(), containerDefinitions: z.array(Container).min(1) });
const UpdateService = z.object({
  cluster: z.string().default('default'),
  service: z.string(),
  taskDefinition: z.string().optional(),
  desiredCount: z.number().int().min(0).optional(),
  forceNewDeployment: z.boolean().optional(),
});

export function createEcsOperations(ecs: EcsState): Operations {
  return {
    DescribeServices: operation(DescribeServices, ({ cluster, services }) => describeServices(ecs, cluster, services)),
    DescribeTaskDefinition: operation(DescribeTaskDefinition, ({ taskDefinition }) => ({
      taskDefinition: representTaskDefinition(findDefinition(ecs, taskDefinition, 'describe task definition')),
      tags: [],
    })),
    RegisterTaskDefinition: operation(RegisterTaskDefinition, ({ family, containerDefinitions }) => ({
      taskDefinition: representTaskDefinition(ecs.definitions.register(family, containerDefinitions)),
      tags: [],
    })),
    UpdateService: operation(UpdateService, (input) => updateService(ecs, input)),
  };
}

/** What is missing is no exception: it is listed beside what was found. */
function describeServices(ecs: EcsState, cluster: string, names: readonly string[]) {
  const found = clusterOf(ecs, cluster);
  const services = names.map(lastPart).flatMap((name) => found.get(name) ?? []);
  const missing = names.map(lastPart).filter((name) => !found.has(name));
  return {
    services: services.map((service) => represent(ecs, service)),
    failures: missing.map((name) => ({ arn: arn('ecs', `service/${lastPart(cluster)}/${name}`), reason: 'MISSING' })),
  };
}

function updateService(ecs: EcsState, { cluster, service: name, ...change }: z.infer<typeof UpdateService>) {
  const service = clusterOf(ecs, cluster).get(lastPart(name));
  if (!service) throw refusal('ServiceNotFoundException', 'Service not found.');
  const running = look(service, ecs.definitions, ecs.clock.now()).taskDefinition;
  const wanted = findDefinition(ecs, change.taskDefinition ?? running, 'describe task definition');
  service.desired = change.desiredCount ?? service.desired;
  if (wanted.arn !== running || change.forceNewDeployment) rollOut(service, wanted, ecs.clock);
  return { service: represent(ecs, service) };
}

function clusterOf({ clusters }: EcsState, cluster: string): ReadonlyMap<string, Service> {
  const found = clusters.get(lastPart(cluster));
  if (!found) throw refusal('ClusterNotFoundException', 'Cluster not found.');
  return found;
}

function findDefinition({ definitions }: EcsState, reference: string, what: string): TaskDefinition {
  const found = definitions.find(reference);
  if (!found) throw refusal('ClientException', `Unable to ${what}.`);
  return found;
}

function represent({ definitions, clock }: EcsState, service: Service) {
  const seen = look(service, definitions, clock.now());
  return { ...representService(service, seen), deployments: seen.deployments.map(representDeployment) };
}

const lastPart = (reference: string): string => reference.split('/').at(-1) ?? reference;
