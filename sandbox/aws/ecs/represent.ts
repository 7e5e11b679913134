import { arn } from '../account.ts';
import type { Deployment } from './rollout.ts';
import type { Service, ServiceSeen } from './services.ts';
import type { TaskDefinition } from './task-definitions.ts';

const seconds = (ms: number): number => ms / 1_000;

export function representService({ cluster, name, createdAt }: Service, seen: ServiceSeen) {
  return {
    serviceArn: arn('ecs', `service/${cluster}/${name}`),
    serviceName: name,
    clusterArn: arn('ecs', `cluster/${cluster}`),
    status: 'ACTIVE',
    launchType: 'FARGATE',
    schedulingStrategy: 'REPLICA',
    desiredCount: seen.desired,
    runningCount: seen.running,
    pendingCount: seen.pending,
    taskDefinition: seen.taskDefinition,
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: true, rollback: true },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
    },
    loadBalancers: [],
    events: [],
    createdAt: seconds(createdAt),
  };
}

export function representDeployment(deployment: Deployment) {
  const { id, status, taskDefinition, rolloutState, reason, startedAt } = deployment;
  return {
    id,
    status,
    taskDefinition,
    rolloutState,
    rolloutStateReason: reason,
    desiredCount: deployment.desired,
    runningCount: deployment.running,
    pendingCount: deployment.pending,
    failedTasks: deployment.failed,
    createdAt: seconds(startedAt),
    updatedAt: seconds(startedAt),
    launchType: 'FARGATE',
  };
}

export function representTaskDefinition({ arn: taskDefinitionArn, family, revision, containers }: TaskDefinition) {
  return { taskDefinitionArn, family, revision, status: 'ACTIVE', containerDefinitions: containers };
}
