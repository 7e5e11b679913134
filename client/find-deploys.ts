import type { Client } from '@temporalio/client';
import { z } from 'zod';

export interface RunningDeploy {
  readonly deployId: string;
  /** Slack user id, or `schedule`. */
  readonly by: string;
}

/** Whose deploys somebody means who says `cancel`: their own; who has none and is an admin means the others'. */
export function cancellableBy(
  running: readonly RunningDeploy[],
  { by, isAdmin }: { readonly by: string; readonly isAdmin: boolean },
): readonly RunningDeploy[] {
  const own = running.filter((deploy) => deploy.by === by);
  return own.length > 0 || !isAdmin ? own : running;
}

const LOOKED_AT = 100;
const Attributes = z.object({ DeployRequestedBy: z.tuple([z.string()]) });

/** The deploys of a target that have not ended, newest first. Temporal's list may miss one that began this second. */
export async function findRunningDeploys(
  client: Client,
  { service, environment }: { readonly service: string; readonly environment: string },
): Promise<RunningDeploy[]> {
  const query = [
    "WorkflowType = 'deploy'",
    "ExecutionStatus = 'Running'",
    `DeployService = '${service}'`, // names of the catalogue hold no quotes
    `DeployEnvironment = '${environment}'`,
  ].join(' AND ');
  const found: RunningDeploy[] = [];
  for await (const { workflowId, searchAttributes } of client.workflow.list({ query, pageSize: LOOKED_AT })) {
    const attributes = Attributes.safeParse(searchAttributes);
    if (attributes.success) found.push({ deployId: workflowId, by: attributes.data.DeployRequestedBy[0] });
    if (found.length >= LOOKED_AT) break;
  }
  const runs = await Promise.all(found.map(({ deployId }) => isRunning(client, deployId)));
  return found.filter((_, index) => runs[index]);
}

/** Temporal's list lags behind, and tells of what has just ended; this does not. */
const isRunning = async (client: Client, deployId: string): Promise<boolean> =>
  (await client.workflow.getHandle(deployId).describe()).status.name === 'RUNNING';
