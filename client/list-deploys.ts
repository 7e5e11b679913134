import { type Client, type WorkflowExecutionInfo, WorkflowNotFoundError } from '@temporalio/client';
import { z } from 'zod';
import type { Phase } from '../domain/deploy.ts';
import type { DeployMemo } from '../workflows/contract/messages.ts';
import { parseDeployMemo, parsePhase } from './deploy-memo.ts';

/** A deploy as Temporal's list knows it; what is absent, the list does not say. */
export interface ListedDeploy {
  readonly deployId: string;
  readonly service: string;
  readonly environment: string;
  /** `terminated` and `timed-out`: ended from outside, so that it could not say so itself. */
  readonly status: 'running' | 'closed' | 'terminated' | 'timed-out';
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Slack user id, or `schedule`. */
  readonly by?: string;
  readonly phase?: Phase;
  readonly tag?: string;
  readonly memo?: DeployMemo;
}

/** What list and describe both say. */
type Info = Pick<
  WorkflowExecutionInfo,
  'workflowId' | 'status' | 'searchAttributes' | 'memo' | 'startTime' | 'closeTime'
>;

const LOOKED_AT = 50; // the list is sorted by end; what started last stands near its top
const Keyword = z.tuple([z.string()]);
const Attributes = z.object({
  DeployService: Keyword,
  DeployEnvironment: Keyword,
  DeployRequestedBy: Keyword.exactOptional(),
  DeployPhase: Keyword.exactOptional(),
  DeployTag: Keyword.exactOptional(),
});

/** The last deploys of a service, or of a target, newest first. Asks no worker; Temporal's list may lag behind by a second. */
export async function listDeploys(
  client: Client,
  { service, environment }: { readonly service: string; readonly environment?: string },
  limit: number,
): Promise<ListedDeploy[]> {
  const conditions = [
    `DeployService = '${service}'`, // names of the catalogue hold no quotes
    ...(environment === undefined ? [] : [`DeployEnvironment = '${environment}'`]),
  ];
  return (await listWhere(client, conditions, LOOKED_AT)).slice(0, limit);
}

/** The last deploys of all targets, newest first. */
export const listLastDeploys = async (client: Client, limit: number): Promise<ListedDeploy[]> =>
  (await listWhere(client, [], LOOKED_AT)).slice(0, limit);

/** All that have not ended, up to a limit, newest first. */
export const listRunningDeploys = (client: Client, limit: number): Promise<ListedDeploy[]> =>
  listWhere(client, ["ExecutionStatus = 'Running'"], limit);

async function listWhere(client: Client, conditions: readonly string[], lookedAt: number): Promise<ListedDeploy[]> {
  const query = ["WorkflowType = 'deploy'", ...conditions].join(' AND ');
  const found: ListedDeploy[] = [];
  let seen = 0;
  for await (const info of client.workflow.list({ query, pageSize: lookedAt })) {
    const deploy = listed(info);
    if (deploy) found.push(deploy);
    seen += 1;
    if (seen >= lookedAt) break;
  }
  return found.toSorted((a, b) => b.startedAt - a.startedAt);
}

/** The same of one deploy, and never late. `null`: there is no such deploy, or it is older than what Temporal keeps. */
export async function describeDeploy(client: Client, deployId: string): Promise<ListedDeploy | null> {
  try {
    return listed(await client.workflow.getHandle(deployId).describe()) ?? null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

function listed(info: Info): ListedDeploy | undefined {
  const { workflowId, searchAttributes, startTime, closeTime } = info;
  const attributes = Attributes.safeParse(searchAttributes);
  if (!attributes.success) return undefined;
  const { DeployService, DeployEnvironment, DeployRequestedBy, DeployPhase, DeployTag } = attributes.data;
  const memo = parseDeployMemo(info.memo);
  const by = memo?.by ?? DeployRequestedBy?.[0];
  const phase = memo?.phase ?? parsePhase(DeployPhase?.[0]);
  const tag = memo?.to ?? DeployTag?.[0];
  return {
    deployId: workflowId,
    service: DeployService[0],
    environment: DeployEnvironment[0],
    status: statusOf(info),
    startedAt: startTime.getTime(),
    ...(closeTime && { endedAt: closeTime.getTime() }),
    ...(by !== undefined && { by }),
    ...(phase && { phase }),
    ...(tag !== undefined && { tag }),
    ...(memo && { memo }),
  };
}

function statusOf({ status: { name }, closeTime }: Info): ListedDeploy['status'] {
  if (name === 'TERMINATED') return 'terminated';
  if (name === 'TIMED_OUT') return 'timed-out';
  return closeTime ? 'closed' : 'running';
}
