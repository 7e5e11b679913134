import { randomInt } from 'node:crypto';
import { type Deployment, deploymentsAt, type Moment, type Rollout, settle } from './rollout.ts';
import type { TaskDefinition, TaskDefinitions } from './task-definitions.ts';

export interface Service {
  readonly cluster: string;
  readonly name: string;
  /** The container that a deploy is about; others are its sidecars. */
  readonly container: string;
  readonly createdAt: number;
  desired: number;
  rollout: Rollout;
  /** Why the next roll-out fails. */
  failsNext?: string;
  /** The next roll-out never gets anywhere. */
  sticksNext?: boolean;
}

export interface Clock {
  readonly now: () => number;
  readonly rolloutMs: number;
}

export function newRollout(taskDefinition: TaskDefinition, now: number): Rollout {
  return {
    id: newDeploymentId(),
    taskDefinition: taskDefinition.arn,
    startedAt: now,
    ms: 0,
    from: 0,
    older: [],
  };
}

/** Starts a deployment of another task definition; what still rolled out is drained with the rest. */
export function rollOut(service: Service, taskDefinition: TaskDefinition, { now, rolloutMs }: Clock): void {
  const moment: Moment = { desired: service.desired, now: now() };
  const older = deploymentsAt(service.rollout, moment);
  const [primary] = older;
  const good = primary?.rolloutState === 'COMPLETED' ? primary : settle(service.rollout, moment).fallback;
  service.rollout = {
    id: newDeploymentId(),
    taskDefinition: taskDefinition.arn,
    startedAt: moment.now,
    ms: rolloutMs,
    from: 0,
    older,
    ...(service.failsNext !== undefined && { failure: service.failsNext }),
    ...(service.sticksNext && { stuck: true }),
    ...(good && { fallback: { id: good.id, taskDefinition: good.taskDefinition } }),
  };
  delete service.failsNext;
  delete service.sticksNext;
}

export interface ServiceSeen {
  /** What the service is set to run: PRIMARY's task definition. */
  readonly taskDefinition: string;
  readonly image: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** One deployment is left and all its tasks run, whichever it is. */
  readonly stable: boolean;
  readonly deployments: readonly (Deployment & { readonly image: string })[];
}

/** A service as it is at this moment. */
export function look(service: Service, definitions: TaskDefinitions, now: number): ServiceSeen {
  const { desired, container } = service;
  const imageOf = (reference: string): string =>
    definitions.find(reference)?.containers.find(({ name }) => name === container)?.image ?? '';
  const deployments = deploymentsAt(service.rollout, { desired, now }).map((deployment) => ({
    ...deployment,
    image: imageOf(deployment.taskDefinition),
  }));
  const sum = (count: (deployment: Deployment) => number) => deployments.reduce((all, it) => all + count(it), 0);
  const running = sum((it) => it.running);
  return {
    taskDefinition: deployments[0]?.taskDefinition ?? '',
    image: deployments[0]?.image ?? '',
    desired,
    running,
    pending: sum((it) => it.pending),
    stable: deployments.length === 1 && running === desired,
    deployments,
  };
}

function newDeploymentId(): string {
  return `ecs-svc/${randomInt(10 ** 12, 10 ** 13)}`;
}
