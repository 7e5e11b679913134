import { z } from 'zod';
import type { DeployTrigger, OutcomeNote, Phase } from '../domain/deploy.ts';
import { type EndingCode, isEndingCode } from '../domain/endings.ts';
import type { DeployMemo } from '../workflows/contract/messages.ts';

/** Each name is its own value, so that a name which the domain gains or loses does not compile. */
type Names<Name extends string> = { readonly [Key in Name]: Key };

const Phases = z.enum({
  resolving: 'resolving',
  planned: 'planned',
  'awaiting-approval': 'awaiting-approval',
  queued: 'queued',
  'rolling-out': 'rolling-out',
  verifying: 'verifying',
  deployed: 'deployed',
  unchanged: 'unchanged',
  rejected: 'rejected',
  expired: 'expired',
  refused: 'refused',
  superseded: 'superseded',
  cancelled: 'cancelled',
  failed: 'failed',
} as const satisfies Names<Phase>);
export const Triggers = z.enum({
  slack: 'slack',
  schedule: 'schedule',
  undo: 'undo',
  cli: 'cli',
} as const satisfies Names<DeployTrigger>);
const Notes = z.enum({
  'not-verified': 'not-verified',
  'other-image-same-tag': 'other-image-same-tag',
  'no-pods': 'no-pods',
  'plan-renewed': 'plan-renewed',
  'nothing-changed': 'nothing-changed',
  'already-rolled-out': 'already-rolled-out',
  'nothing-to-undo': 'nothing-to-undo',
  'last-failed': 'last-failed',
} as const satisfies Names<OutcomeNote>);

const DeployMemoSchema = z.object({
  from: z.string().nullable().exactOptional(),
  to: z.string().nullable(),
  kind: z.enum(['kustomize', 'hako', 'lambda']).exactOptional(),
  by: z.string(),
  trigger: Triggers.exactOptional(),
  phase: Phases.exactOptional(),
  code: z.custom<EndingCode>(isEndingCode).exactOptional(),
  note: Notes.exactOptional(),
  approvers: z.array(z.string()),
  approvals: z.number().exactOptional(),
  pullRequest: z.object({ number: z.number(), url: z.string() }).exactOptional(),
  argocd: z.object({ application: z.string(), project: z.string() }).exactOptional(),
  phases: z.array(z.tuple([Phases, z.number()])).exactOptional(),
  message: z
    .object({
      channel: z.string(),
      ts: z.string(),
      permalink: z.string().exactOptional(),
      reader: z.string().exactOptional(),
    })
    .exactOptional(),
});

/** Nothing when the deploy has said nothing yet, or says it in a way that we do not know. */
export function parseDeployMemo(memo: Readonly<Record<string, unknown>> | undefined): DeployMemo | undefined {
  const parsed = DeployMemoSchema.safeParse(memo?.['deploy']);
  return parsed.success ? parsed.data : undefined;
}

/** A phase as the search attribute says it. */
export const parsePhase = (phase: unknown): Phase | undefined => Phases.safeParse(phase).data;
