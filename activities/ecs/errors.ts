import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ApplicationFailure } from '@temporalio/activity';
import type { EcsService } from '../../domain/target.ts';
import { awsFailure, messageOf, nameOf } from '../aws-errors.ts';
import { permanent } from '../failures.ts';

const ASK = 'Correct deploy.ecs in the catalogue, or ask whoever runs the cluster.';

/** What is configured is not there: says where it was looked for and what was found. */
export function notThere(found: string): ApplicationFailure {
  return permanent('manifest-not-found', `${found}. ${ASK}`);
}

export async function missingService(client: ECSClient, { cluster, service }: EcsService, reason: string) {
  const region = await client.config.region();
  return notThere(`ECS has no service ${service} in cluster ${cluster}, region ${region} (${reason})`);
}

export async function serviceFailure(client: ECSClient, { cluster, service }: EcsService, error: unknown) {
  if (nameOf(error) !== 'ClusterNotFoundException') return awsFailure(error, `service ${service} in ${cluster}`);
  const region = await client.config.region();
  return notThere(`ECS has no cluster ${cluster} in region ${region}, where service ${service} was looked for`);
}

export function definitionFailure(taskDefinition: string, error: unknown): unknown {
  // ECS has no name of its own for a task definition that was deleted.
  if (nameOf(error) !== 'ClientException') return awsFailure(error, `task definition ${taskDefinition}`);
  return notThere(`ECS does not describe task definition ${taskDefinition} (${messageOf(error)})`);
}
