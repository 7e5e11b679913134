import type { ArgoCdState } from '../../domain/rollout.ts';
import type { ArgoCdApplication } from '../../domain/target.ts';
import type { ArgoCdPort } from '../../workflows/contract/ports/argocd.ts';
import { awaitChange, PACE, type Pace } from '../await-change.ts';
import { withHeartbeat } from '../heartbeat.ts';
import { parseApplication } from './application.ts';
import type { ArgoCdClient } from './client.ts';
import { troublesIn } from './pod-troubles.ts';

export function createArgoCdActivities(client: ArgoCdClient, pace: Pace = PACE) {
  return {
    awaitApplicationChange: ({ argocd, lastSeen }) => {
      // Argo CD looks at git once for each change, not once for each look: that would wear out its git.
      const look = async (signal: AbortSignal): Promise<ArgoCdState> => {
        const state = parseApplication(await client.application(argocd, { refresh: lastSeen === undefined, signal }));
        const troubles = isAiling(state) ? await readTroubles(client, argocd, signal) : [];
        return { ...state, ...(troubles.length > 0 && { troubles }) };
      };
      return lastSeen ? awaitChange(look, lastSeen, pace) : withHeartbeat(look);
    },
  } satisfies ArgoCdPort;
}

/** Only then is it worth another call to learn what the pods say. */
const isAiling = ({ health }: ArgoCdState): boolean => health === 'Progressing' || health === 'Degraded';

/** A courtesy: without it the application's own words have to do. */
async function readTroubles(
  client: ArgoCdClient,
  argocd: ArgoCdApplication,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    return troublesIn(await client.resourceTree(argocd, { signal }));
  } catch (error) {
    if (signal.aborted) throw error;
    return [];
  }
}
