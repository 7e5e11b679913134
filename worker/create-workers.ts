import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createTemporalActivities } from '../activities/temporal/index.ts';
import { slackQueueOf } from '../workflows/contract/ids.ts';
import type { ArgoCdPort } from '../workflows/contract/ports/argocd.ts';
import type { CatalogPort } from '../workflows/contract/ports/catalog.ts';
import type { EcrPort } from '../workflows/contract/ports/ecr.ts';
import type { EcsPort } from '../workflows/contract/ports/ecs.ts';
import type { GitHubPort } from '../workflows/contract/ports/github.ts';
import type { LambdaPort } from '../workflows/contract/ports/lambda.ts';
import type { SlackEditPort, SlackPort } from '../workflows/contract/ports/slack.ts';
import { beating } from './beating.ts';
import { steppingAside } from './stepping-aside.ts';
import type { WorkerVersion } from './worker-version.ts';

export interface World {
  readonly ecr: EcrPort;
  readonly ecs: EcsPort;
  readonly lambda: LambdaPort;
  readonly github: GitHubPort;
  readonly argocd: ArgoCdPort;
  readonly slack: SlackPort & SlackEditPort;
  readonly catalog: CatalogPort;
}

export interface WorkersOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly client: Client;
  readonly taskQueue: string;
  readonly bundlePath: string;
  /** The same as the client's. */
  readonly dataConverter?: DataConverter;
  readonly world: World;
  /** Aborted when the worker is told to stop. */
  readonly stopping?: AbortSignal;
  /** Absent: any worker goes on with any workflow. */
  readonly version?: WorkerVersion;
  /** Slack allows some 50 edits a minute for a workspace; the server keeps the rate for all workers together. */
  readonly slackEditsPerSecond?: number;
}

/** Each takes some 0.6 MB. By itself the SDK keeps 600 for each GB of heap, so that thousands of deploys that wait would fill the machine; one that is not kept is replayed when it is needed. */
const WORKFLOWS_KEPT = 300;

const SLACK_EDITS_PER_MINUTE = 50;
/** A task queue has four partitions in Temporal, and each may let one through before it begins to count. */
const AT_ONCE = 4;
export const SLACK_EDITS_PER_SECOND = (SLACK_EDITS_PER_MINUTE - AT_ONCE) / 60;

/** All that a worker can be asked to do, the edits of Slack messages apart from the others. */
export function createActivities({ slack, ...world }: World, client: Client) {
  const { updateMessage, ...speech } = slack;
  const { ecr, ecs, lambda, github, argocd, catalog } = world;
  const others = { ...ecr, ...ecs, ...lambda, ...github, ...argocd, ...catalog, ...speech };
  return { edits: { updateMessage }, others: { ...others, ...createTemporalActivities(client) } };
}

const BOTH: Partial<WorkerOptions> = {
  shutdownGraceTime: '10s',
  shutdownForceTime: '20s',
  // More often than the SDK would: a Temporal that is away for some seconds should not take us for dead.
  maxHeartbeatThrottleInterval: '5s',
};

/** The two workers of a process: one for workflows and their activities, one for edits of Slack messages. */
export function createWorkers(options: WorkersOptions): Promise<Worker[]> {
  const { connection, namespace, client, taskQueue, bundlePath, world } = options;
  const { edits, others } = createActivities(world, client);
  const both = bothOf(options);
  return Promise.all([
    Worker.create({
      connection,
      namespace,
      taskQueue,
      workflowBundle: { codePath: bundlePath },
      activities: others,
      // A click right after a worker died waits for this time-out before another worker sees it.
      stickyQueueScheduleToStartTimeout: '2s',
      maxCachedWorkflows: WORKFLOWS_KEPT,
      // Watching and waiting activities hold a slot each, one for every roll-out under way.
      maxConcurrentActivityTaskExecutions: 200,
      ...both,
    }),
    Worker.create({
      connection,
      namespace,
      taskQueue: slackQueueOf(taskQueue),
      activities: edits,
      maxTaskQueueActivitiesPerSecond: options.slackEditsPerSecond ?? SLACK_EDITS_PER_SECOND,
      ...both,
    }),
  ]);
}

function bothOf({ stopping = new AbortController().signal, dataConverter, version }: WorkersOptions) {
  const interceptors = { activity: [beating, steppingAside(stopping)] };
  return { ...BOTH, interceptors, ...convertedBy(dataConverter), ...versioned(version) };
}

const convertedBy = (dataConverter: DataConverter | undefined) => (dataConverter ? { dataConverter } : {});

/** What does not say otherwise goes on with the version that is current; `deploy` says otherwise. */
function versioned(version: WorkerVersion | undefined): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (!version) return {};
  return { workerDeploymentOptions: { version, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' } };
}
