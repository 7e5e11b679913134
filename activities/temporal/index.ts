import { createHash } from 'node:crypto';
import { activityInfo } from '@temporalio/activity';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { beginRollOut, finishTurn, offerImage, requestTurn } from '../../client/ask-target.ts';
import { readTarget } from '../../client/read-target.ts';
import { startDeploy } from '../../client/start-deploy.ts';
import type { TemporalPort } from '../../workflows/contract/ports/temporal.ts';
import { pause, withHeartbeat } from '../heartbeat.ts';

const LOOK_EVERY_MS = 2_000;

/** What a workflow asks of Temporal from outside. Workflows start on the task queue that this activity came from. */
export function createTemporalActivities(client: Client) {
  const at = ({ service, environment }: { readonly service: string; readonly environment: string }) => ({
    service,
    environment,
    taskQueue: activityInfo().taskQueue,
  });
  return {
    requestTurn: async ({ service, environment, ...turn }) => {
      await requestTurn(client, at({ service, environment }), turn);
    },
    finishTurn: async ({ service, environment, ...finished }) => {
      await finishTurn(client, at({ service, environment }), finished);
    },
    beginRollOut: ({ deployId, ...name }) => beginRollOut(client, at(name), deployId),
    offer: ({ image, ...name }) => offerImage(client, at(name), image),
    startDeploy: async ({ deployId, request }) => {
      await startDeploy(client, { workflowId: deployId, taskQueue: activityInfo().taskQueue, request });
    },
    awaitClosed: ({ workflowId }) =>
      withHeartbeat(async (signal) => {
        while (await isRunning(client, workflowId)) await pause(LOOK_EVERY_MS, signal);
      }),
    readTarget: (name) => readTarget(client, name),
    shortKey: async ({ workflowId }) => createHash('sha256').update(workflowId).digest('hex').slice(0, 8),
  } satisfies TemporalPort;
}

async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING' || status.name === 'PAUSED';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
