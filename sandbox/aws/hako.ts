import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Ecs } from './ecs.ts';
import type { LambdaHandler } from './lambda/execute.ts';

interface Hako {
  readonly ecs: Ecs;
  /** Cluster of an environment. */
  readonly clusterOf: (environment: string) => string;
  /** Repository of an app's images; unless told, that of the image which the service runs. */
  readonly repositoryOf?: (app: string) => string;
  /** hako itself looks every second. */
  readonly lookEveryMs?: number;
}

const Payload = z.object({ app: z.string().min(1), environment: z.string().min(1), tag: z.string().min(1) });

/** Stands in for a Lambda that runs `hako deploy <app>.yml --tag <tag>`: puts the tag into the service's image, and waits until it runs. */
export function hakoHandler({ ecs, clusterOf, repositoryOf, lookEveryMs = 100 }: Hako): LambdaHandler {
  return async (payload, { log, signal }) => {
    const { app, environment, tag } = Payload.parse(payload);
    const cluster = clusterOf(environment);
    const before = ecs.service(cluster, app);
    const image = `${repositoryOf?.(app) ?? untagged(before.image)}:${tag}`;
    if (before.image === image && before.stable) {
      log("Service isn't changed");
      return { ok: true, app, tag, taskDefinition: before.taskDefinition, message: "Service isn't changed" };
    }
    const taskDefinition = ecs.deploy(cluster, app, image);
    log(`Registered task definition: ${taskDefinition}`);
    while (!isDone(ecs, { cluster, app, taskDefinition })) await sleep(lookEveryMs, undefined, { signal });
    log('Deployment completed');
    return { ok: true, app, tag, taskDefinition };
  };
}

interface Wanted {
  readonly cluster: string;
  readonly app: string;
  readonly taskDefinition: string;
}

/** hako's own rule: no other deployment is left and all tasks run. Throws when ours is not the service's any more. */
function isDone(ecs: Ecs, { cluster, app, taskDefinition }: Wanted): boolean {
  const { deployments, desired } = ecs.service(cluster, app);
  const [primary, ...older] = deployments;
  if (primary?.taskDefinition !== taskDefinition) {
    const reason = deployments.find((it) => it.taskDefinition === taskDefinition)?.reason ?? 'it is overtaken';
    throw new Error(
      `hako deploy failed: ${app} in ${cluster} was rolled back to ${primary?.taskDefinition}, because of ${taskDefinition}: ${reason}`,
    );
  }
  if (primary.rolloutState === 'FAILED') throw new Error(`hako deploy failed: ${app} in ${cluster}: ${primary.reason}`);
  return older.length === 0 && primary.running === desired;
}

/** `host:5000/team/app:tag@sha256:…` without tag and digest. */
function untagged(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}
