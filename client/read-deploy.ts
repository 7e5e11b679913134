import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { closedCard } from '../domain/closed-card.ts';
import type { DeployCard } from '../domain/deploy.ts';
import { progressQuery } from '../workflows/contract/messages.ts';
import type { Posted } from '../workflows/contract/ports/slack.ts';
import { parseDeployMemo } from './deploy-memo.ts';

export interface DeployReading {
  readonly isClosed: boolean;
  /** Ended from outside (terminated, timed out), so that it could not say so itself. */
  readonly isOrphan: boolean;
  readonly card: DeployCard;
  readonly message?: Posted;
}

/** How a deploy stands or ended, also when its workflow is closed; needs a worker. `null`: there is no such deploy. */
export async function readDeploy(client: Client, deployId: string): Promise<DeployReading | null> {
  const deploy = client.workflow.getHandle(deployId);
  try {
    const { status, memo, closeTime } = await deploy.describe();
    const card = await deploy.query(progressQuery);
    const message = parseDeployMemo(memo)?.message;
    const how = status.name === 'TERMINATED' || status.name === 'TIMED_OUT' ? status.name : undefined;
    return {
      isClosed: closeTime !== undefined,
      isOrphan: how !== undefined,
      card: how && closeTime ? closedCard(card, how, closeTime.getTime()) : card,
      ...(message && { message }),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
