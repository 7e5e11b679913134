import type { ArgoCdPort } from '../../workflows/contract/ports/argocd.ts';
import { awaitChange, PACE, type Pace } from '../await-change.ts';
import { withHeartbeat } from '../heartbeat.ts';
import { parseApplication } from './application.ts';
import type { ArgoCdClient } from './client.ts';

export function createArgoCdActivities(client: ArgoCdClient, pace: Pace = PACE) {
  return {
    awaitApplicationChange: ({ argocd, lastSeen }) => {
      // Argo CD looks at git once for each change, not once for each look: that would wear out its git.
      const look = async (signal: AbortSignal) =>
        parseApplication(await client.application(argocd, { refresh: lastSeen === undefined, signal }));
      return lastSeen ? awaitChange(look, lastSeen, pace) : withHeartbeat(look);
    },
  } satisfies ArgoCdPort;
}
