import type { ECSClient } from '@aws-sdk/client-ecs';
import type { EcsPort } from '../../workflows/contract/ports/ecs.ts';
import { awaitChange, PACE, type Pace } from '../await-change.ts';
import { createImageOf, readService } from './read-service.ts';

export function createEcsActivities(client: ECSClient, pace: Pace = PACE) {
  const imageOf = createImageOf(client);
  return {
    readService: ({ ecs }) => readService(client, imageOf, ecs),
    awaitServiceChange: ({ ecs, lastSeen }) => {
      const look = () => readService(client, imageOf, ecs);
      return lastSeen ? awaitChange(look, lastSeen, pace) : look();
    },
  } satisfies EcsPort;
}
