import { type Deployment, DescribeServicesCommand, type ECSClient, type Service } from '@aws-sdk/client-ecs';
import type { EcsDeployment, EcsState } from '../../domain/rollout.ts';
import type { EcsService } from '../../domain/target.ts';
import { foreignAnswer } from '../aws-errors.ts';
import { missingService, notThere, serviceFailure } from './errors.ts';
import type { Containers } from './task-definitions.ts';

interface Ecs {
  readonly client: ECSClient;
  readonly containersOf: (taskDefinition: string) => Promise<Containers>;
}

/** The service as ECS describes it, with the image that each of its deployments runs. */
export async function readService(
  { client, containersOf }: Ecs,
  ecs: EcsService,
  signal?: AbortSignal,
): Promise<EcsState> {
  const service = await describe(client, ecs, signal);
  const { taskDefinition } = service;
  if (!taskDefinition)
    throw notThere(
      `Service ${ecs.service} in ${ecs.cluster} has no task definition of its own, so ECS does not roll out`,
    );
  const image = imageIn(await containersOf(taskDefinition), taskDefinition, ecs);
  const deployments = (service.deployments ?? []).map(async (deployment) => {
    const containers = deployment.taskDefinition ? await containersOf(deployment.taskDefinition) : {};
    // One that is being drained may be older than the container's name.
    return readDeployment(deployment, containers[ecs.container] ?? '');
  });
  return {
    status: service.status ?? '',
    taskDefinition,
    image,
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    deployments: await Promise.all(deployments),
  };
}

function readDeployment(deployment: Deployment, image: string): EcsDeployment {
  return {
    status: deployment.status ?? '',
    taskDefinition: deployment.taskDefinition ?? '',
    image,
    ...(deployment.rolloutState && { rolloutState: deployment.rolloutState }),
    ...(deployment.rolloutStateReason && { reason: deployment.rolloutStateReason }),
    desired: deployment.desiredCount ?? 0,
    running: deployment.runningCount ?? 0,
    failed: deployment.failedTasks ?? 0,
  };
}

/** A missing service is no error to ECS: it is listed beside what was found. */
async function describe(client: ECSClient, ecs: EcsService, signal: AbortSignal | undefined): Promise<Service> {
  const { cluster, service } = ecs;
  const command = new DescribeServicesCommand({ cluster, services: [service] });
  const { services, failures } = await client
    .send(command, signal && { abortSignal: signal })
    .catch(async (error: unknown) => {
      throw await serviceFailure(client, ecs, error);
    });
  const found = services?.[0];
  if (found) return found;
  if (!failures?.length) throw foreignAnswer('ECS');
  throw await missingService(client, ecs, failures[0]?.reason ?? 'MISSING');
}

function imageIn(containers: Containers, taskDefinition: string, { container, service, cluster }: EcsService): string {
  const image = Object.hasOwn(containers, container) ? containers[container] : undefined;
  if (image !== undefined) return image;
  throw notThere(
    `${taskDefinition}, which ${service} in ${cluster} runs, has no container ${container}; it has ${Object.keys(containers).join(', ')}`,
  );
}
