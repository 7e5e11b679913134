import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { z } from 'zod';
import { FINAL_PHASES } from '../domain/deploy.ts';
import { type EndingCode, isEndingCode } from '../domain/endings.ts';
import { targetId } from '../workflows/contract/ids.ts';
import type { TargetMemo } from '../workflows/contract/target-messages.ts';
import { Triggers } from './deploy-memo.ts';

const Version = z.object({ tag: z.string(), digest: z.string().exactOptional() });

const TargetMemoSchema = z.object({
  running: z
    .object({
      tag: z.string(),
      digest: z.string(),
      deployId: z.string().exactOptional(),
      by: z.string(),
      at: z.number(),
    })
    .exactOptional(),
  lastChange: z
    .object({
      ...{ deployId: z.string().exactOptional(), by: z.string(), at: z.number() },
      ...{ from: Version.nullable(), to: Version, phase: z.enum(FINAL_PHASES) },
      code: z.custom<EndingCode>(isEndingCode).exactOptional(),
      settled: z.object({ by: z.string(), worked: z.boolean() }).exactOptional(),
    })
    .exactOptional(),
  drift: z
    .object({ found: z.object({ tag: z.string().nullable(), digest: z.string().exactOptional() }), at: z.number() })
    .exactOptional(),
  holder: z
    .object({ deployId: z.string(), trigger: Triggers, by: z.string(), since: z.number(), rollingOut: z.boolean() })
    .exactOptional(),
  waiting: z.number(),
  lock: z
    .object({ by: z.string(), reason: z.string(), at: z.number(), until: z.number().exactOptional() })
    .exactOptional(),
  hold: z
    .object({ by: z.string(), at: z.number(), reason: z.string().exactOptional(), undo: z.string().exactOptional() })
    .exactOptional(),
  glass: z.object({ by: z.string(), reason: z.string(), until: z.number() }).exactOptional(),
});

const parseTargetMemo = (memo: Record<string, unknown> | undefined): TargetMemo | null =>
  TargetMemoSchema.nullable().parse(memo?.['target'] ?? null);

const PAGE = 1_000;

/** What all targets remember, by workflow id, from Temporal's list: few calls for many targets, but it may lag behind by a second. */
export async function listTargets(client: Client): Promise<ReadonlyMap<string, TargetMemo | null>> {
  const found = new Map<string, TargetMemo | null>();
  const query = "WorkflowType = 'target' AND ExecutionStatus = 'Running'";
  for await (const { workflowId, memo } of client.workflow.list({ query, pageSize: PAGE }))
    found.set(workflowId, parseTargetMemo(memo));
  return found;
}

/** What a target remembers, read from its memo: answers while no worker does. `null`: nothing was ever deployed there. */
export async function readTarget(
  client: Client,
  target: { readonly service: string; readonly environment: string },
): Promise<TargetMemo | null> {
  try {
    const { memo } = await client.workflow.getHandle(targetId(target)).describe();
    return parseTargetMemo(memo);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
