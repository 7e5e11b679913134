import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import { readState } from '../../client/ask-target.ts';
import { PATIENCE_MS } from './people.ts';
import type { ProvingTown } from './town.ts';

/** How a deploy or an invocation ended. */
const Ended = z.object({
  phase: z.string().optional(),
  kind: z.string().optional(),
  code: z.string().optional(),
});

const AGAIN_MS = 1_000;

/** `deployed`, `succeeded`, or the code of another ending. Waits for it, also while Temporal is away. */
export async function endingOf({ client }: ProvingTown, workflowId: string): Promise<string> {
  const said = await patiently(`the end of ${workflowId}`, async () => {
    try {
      return await client.workflow.getHandle(workflowId).result();
    } catch (error) {
      if (error instanceof WorkflowFailedError) return detailsOf(error);
      throw error;
    }
  });
  const { phase, kind, code } = Ended.parse(said ?? {});
  return code ?? phase ?? kind ?? 'ended';
}

function detailsOf({ cause }: WorkflowFailedError): unknown {
  if (!(cause instanceof ApplicationFailure)) return { kind: cause?.name ?? 'failed' };
  return cause.details?.[0] ?? { kind: cause.type ?? 'failed' };
}

/** Nobody has the turn any more, and nobody waits for it. */
export async function hasTurnBack({ client }: ProvingTown, service: string, environment = 'staging'): Promise<boolean> {
  return patiently(`the turn of ${service}`, async () => {
    const state = await readState(client, { service, environment });
    if (state === null || (!state.holder && state.queue.length === 0)) return true;
    throw new Error(`${state.holder?.deployId} has the turn`);
  }).catch(() => false);
}

/** Until it succeeds: the process that is asked may be dead just now. */
export async function patiently<T>(what: string, attempt: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`, { cause: error });
    }
    await sleep(AGAIN_MS);
  }
}

/** Cards of this image in Slack; more than one is a message twice. */
export function cardsOf({ slack }: ProvingTown, channel: string, mark: string): readonly string[] {
  return slack
    .messages(channel)
    .filter(({ fromApp, threadTs, onlyFor, text }) => fromApp && !threadTs && !onlyFor && text.includes(mark))
    .map(({ text }) => text);
}
