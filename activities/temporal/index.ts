import { createHash } from 'node:crypto';
import { activityInfo } from '@temporalio/activity';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import {
  beginRollOut,
  beginUndo,
  finishTurn,
  noticeDrift,
  offerImage,
  readState,
  requestTurn,
} from '../../client/ask-target.ts';
import { readDeploy } from '../../client/read-deploy.ts';
import { readTarget } from '../../client/read-target.ts';
import { startDeploy } from '../../client/start-deploy.ts';
import { freezeAt } from '../../domain/freeze.ts';
import type { Calendar, TemporalPort } from '../../workflows/contract/ports/temporal.ts';
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
    requestTurn: async ({ target, ...turn }) => {
      await requestTurn(client, at(target), { ...turn, ...freezeNow(target) });
    },
    finishTurn: async ({ service, environment, ...finished }) => {
      await finishTurn(client, at({ service, environment }), finished);
    },
    beginRollOut: ({ target, ...begin }) => beginRollOut(client, at(target), { ...begin, ...freezeNow(target) }),
    offer: ({ target, ...offer }) => offerImage(client, at(target), { ...offer, ...freezeNow(target) }),
    readGates: async ({ target }) => {
      const { lock, glass, running, lastChange } = (await readState(client, target)) ?? {};
      const belief = { ...(running && { running }), ...(lastChange && { lastChange }) };
      return { ...(lock && { lock }), ...(glass && { glass }), ...freezeNow(target), belief };
    },
    readLastChange: async (target) => {
      const { lastChange, holder } = (await readState(client, target)) ?? {};
      return { ...(lastChange && { lastChange }), ...(holder?.rollingOut && { rollingOut: holder.deployId }) };
    },
    beginUndo: async ({ service, environment, ...undo }) => {
      await beginUndo(client, at({ service, environment }), undo);
    },
    noticeDrift: async ({ service, environment, ...notice }) => {
      await noticeDrift(client, at({ service, environment }), notice);
    },
    hasDeployed: async ({ digest, ...target }) => {
      const state = await readState(client, target);
      return state !== null && (state.running?.digest === digest || state.deployed.includes(digest));
    },
    startDeploy: async ({ deployId, request }) => {
      await startDeploy(client, { workflowId: deployId, taskQueue: activityInfo().taskQueue, request });
    },
    awaitClosed: ({ workflowId }) =>
      withHeartbeat(async (signal) => {
        while (await isRunning(client, workflowId)) await pause(LOOK_EVERY_MS, signal);
      }),
    readOrphan: async ({ workflowId }) => {
      const deploy = await readDeploy(client, workflowId);
      return deploy?.isOrphan && deploy.message ? { card: deploy.card, message: deploy.message } : null;
    },
    readTarget: (name) => readTarget(client, name),
    shortKey: async ({ workflowId }) => createHash('sha256').update(workflowId).digest('hex').slice(0, 8),
  } satisfies TemporalPort;
}

/** Here the calendar is read, at the last moment before the target hears of it. */
function freezeNow({ freeze: windows, timeZone }: Calendar) {
  const freeze = freezeAt(windows, timeZone, Date.now());
  return freeze ? { freeze } : {};
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
