import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Ecs } from './ecs.ts';

const Payload = z.object({ app: z.string(), environment: z.string(), tag: z.string() });
const LOOK_EVERY_MS = 100;

interface Options {
  readonly ecs: Ecs;
  /** Cluster of an environment. */
  readonly clusterOf: (environment: string) => string;
  /** Repository of an app's images. */
  readonly repositoryOf: (app: string) => string;
}

/** A stand-in for hako in a Lambda: registers a definition with the tag, rolls it out, waits, and fails as hako does. */
export function hakoHandler({ ecs, clusterOf, repositoryOf }: Options) {
  return async (payload: unknown) => {
    const { app, environment, tag } = Payload.parse(payload);
    const cluster = clusterOf(environment);
    const image = `${repositoryOf(app)}:${tag}`;
    if (ecs.service(cluster, app).image === image) return { ok: true, message: "Service isn't changed" };
    const taskDefinition = ecs.deploy(cluster, app, image);
    while (!ecs.service(cluster, app).stable) await sleep(LOOK_EVERY_MS);
    if (ecs.service(cluster, app).image !== image)
      throw new Error(`Deployment of ${app}:${tag} failed and was rolled back`);
    return { ok: true, message: 'Deployment completed', app, tag, taskDefinition };
  };
}
