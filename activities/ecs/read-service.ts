import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  type Service,
} from '@aws-sdk/client-ecs';
import type { EcsDeployment, EcsState } from '../../domain/rollout.ts';
import type { EcsService } from '../../domain/target.ts';
import { awsFailure, nameOf } from '../aws-errors.ts';
import { permanent } from '../failures.ts';

/** Finds the configured container's image in a task definition; those never change, so each is asked for once. */
export type ImageOf = (taskDefinition: string, ecs: EcsService) => Promise<string>;

/** The service as ECS describes it, with the image that each of its deployments runs. */
export async function readService(client: ECSClient, imageOf: ImageOf, ecs: EcsService): Promise<EcsState> {
  const service = await describe(client, ecs);
  const taskDefinition = service.taskDefinition ?? '';
  const deployments = await Promise.all(
    (service.deployments ?? []).map(async (deployment): Promise<EcsDeployment> => {
      const definition = deployment.taskDefinition ?? '';
      return {
        status: deployment.status ?? '',
        taskDefinition: definition,
        image: await imageOf(definition, ecs),
        ...(deployment.rolloutState && { rolloutState: deployment.rolloutState }),
        ...(deployment.rolloutStateReason && { reason: deployment.rolloutStateReason }),
        desired: deployment.desiredCount ?? 0,
        running: deployment.runningCount ?? 0,
        failed: deployment.failedTasks ?? 0,
      };
    }),
  );
  return {
    status: service.status ?? '',
    taskDefinition,
    image: await imageOf(taskDefinition, ecs),
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    deployments,
  };
}

async function describe(client: ECSClient, { cluster, service }: EcsService): Promise<Service> {
  try {
    const answer = await client.send(new DescribeServicesCommand({ cluster, services: [service] }));
    const [found] = answer.services ?? [];
    if (found) return found;
    const reason = answer.failures?.[0]?.reason ?? 'MISSING';
    throw permanent(
      'manifest-not-found',
      `ECS has no service ${service} in cluster ${cluster} (${reason}). Correct ecs in the catalogue, or create the service.`,
    );
  } catch (error) {
    if (nameOf(error) !== 'ClusterNotFoundException') throw awsFailure(error, `service ${service} in ${cluster}`);
    throw permanent(
      'manifest-not-found',
      `ECS has no cluster ${cluster}, in which service ${service} was looked for. Correct ecs in the catalogue.`,
    );
  }
}

export function createImageOf(client: ECSClient): ImageOf {
  const images = new Map<string, Readonly<Record<string, string>>>();
  return async (taskDefinition, { container, service, cluster }) => {
    const containers = images.get(taskDefinition) ?? (await containersOf(client, taskDefinition));
    images.set(taskDefinition, containers);
    const image = containers[container];
    if (image !== undefined) return image;
    throw permanent(
      'manifest-not-found',
      `${taskDefinition}, which ${service} in ${cluster} runs, has no container ${container}; it has ${Object.keys(containers).join(', ')}.`,
    );
  };
}

async function containersOf(client: ECSClient, taskDefinition: string): Promise<Readonly<Record<string, string>>> {
  try {
    const answer = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const definitions = answer.taskDefinition?.containerDefinitions ?? [];
    return Object.fromEntries(definitions.map(({ name = '', image = '' }) => [name, image]));
  } catch (error) {
    throw awsFailure(error, `task definition ${taskDefinition}`);
  }
}
