import { log, workflowInfo } from '@temporalio/workflow';
import type { DeployOutcome } from '../domain/deploy.ts';
import type { EndingCode } from '../domain/endings.ts';
import { undoIdOf } from './contract/ids.ts';
import { temporal } from './proxies.ts';
import type { Desk } from './walk.ts';

/** After these it is known that the new image does not do well. An unknown outcome is for people. */
const UNDONE: readonly EndingCode[] = ['rollout-failed', 'rollout-timeout', 'function-failed'];

/** `onFailure: undo`: a deploy of its own, told in the thread of this one. */
export async function undoOnFailure({ request, card }: Desk, { code }: DeployOutcome): Promise<void> {
  const { target, trigger, requestedBy } = request;
  const { hasChanged, change } = card.state;
  if (target.onFailure !== 'undo' || trigger === 'undo') return; // what an undo could not mend is for people, too
  if (!hasChanged || !change?.from || !code || !UNDONE.includes(code)) return;
  const of = workflowInfo().workflowId;
  const deployId = undoIdOf(of);
  const thread = card.message && { channel: card.message.channel, threadTs: card.message.ts };
  try {
    const undo = { of, because: code };
    await temporal.startDeploy({
      deployId,
      request: { target, trigger: 'undo', requestedBy, undo, ...(thread && { thread }) },
    });
    card.show({ undoneBy: deployId });
  } catch (error) {
    log.error('the undo could not be started', { deployId, error: String(error) });
  }
}
