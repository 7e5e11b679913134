import type { ArgoCdPort } from '../../workflows/contract/ports/argocd.ts';
import { awaitChange, PACE, type Pace } from '../await-change.ts';
import { parseApplication } from './application.ts';
import type { ArgoCdClient } from './client.ts';

export function createArgoCdActivities(client: ArgoCdClient, pace: Pace = PACE) {
  return {
    awaitApplicationChange: async ({ argocd, lastSeen }) => {
      if (!lastSeen) return parseApplication(await client.application(argocd, { refresh: true }));
      const look = async (signal: AbortSignal) =>
        parseApplication(await client.application(argocd, { refresh: false, signal }));
      return awaitChange(look, lastSeen, pace);
    },
  } satisfies ArgoCdPort;
}
