import type { ECSClient } from '@aws-sdk/client-ecs';
import type { EcsPort } from '../../workflows/contract/ports/ecs.ts';
import { awaitChange, PACE, type Pace } from '../await-change.ts';
import { withHeartbeat } from '../heartbeat.ts';
import { readService } from './read-service.ts';
import { createContainersOf } from './task-definitions.ts';

export function createEcsActivities(client: ECSClient, pace: Pace = PACE) {
  const containersOf = createContainersOf(client);
  return {
    readService: ({ ecs }) => readService({ client, containersOf }, ecs),
    awaitServiceChange: ({ ecs, lastSeen }) => {
      const look = (signal: AbortSignal) => readService({ client, containersOf }, ecs, signal);
      return lastSeen ? awaitChange(look, lastSeen, pace) : withHeartbeat(look);
    },
  } satisfies EcsPort;
}
