import { z } from 'zod';
import type { ArgoCdState } from '../../domain/rollout.ts';

const text = z.string().optional().catch(undefined);
const texts = z.array(z.string()).optional().catch(undefined);

/** Being there is being on, unless it says otherwise (`enabled`, since Argo CD 3.1). */
const Automated = z
  .object({ enabled: z.boolean().optional().catch(undefined) })
  .nullish()
  .catch(undefined);

/** What we read of an application. Argo CD promises almost nothing, so nothing but the shape is required. */
const Application = z.object({
  operation: z.unknown().optional(),
  spec: z
    .object({ syncPolicy: z.object({ automated: Automated }).nullish().catch(undefined) })
    .optional()
    .catch(undefined),
  status: z
    .object({
      sync: z.object({ status: text, revision: text, revisions: texts }).optional().catch(undefined),
      health: z.object({ status: text, message: text }).optional().catch(undefined),
      operationState: z
        .object({
          phase: text,
          message: text,
          finishedAt: text,
          syncResult: z.object({ revision: text, revisions: texts }).nullish().catch(undefined),
        })
        .nullish()
        .catch(undefined),
      reconciledAt: text,
      summary: z.object({ images: texts }).nullish().catch(undefined),
    })
    .optional(),
});

export function parseApplication(json: unknown): ArgoCdState {
  const { operation, spec, status } = Application.parse(json);
  const automated = spec?.syncPolicy?.automated;
  const { sync, health, operationState, reconciledAt, summary } = status ?? {};
  return {
    revisions: revisionsOf(sync),
    sync: sync?.status ?? 'Unknown',
    health: health?.status ?? 'Unknown',
    ...(health?.message && { healthMessage: health.message }),
    operationRunning: operation !== undefined && operation !== null,
    ...(operationState && {
      operation: {
        phase: operationState.phase ?? 'Unknown',
        revisions: revisionsOf(operationState.syncResult),
        ...(operationState.message && { message: operationState.message }),
        ...(operationState.finishedAt && { finishedAt: operationState.finishedAt }),
      },
    }),
    ...(reconciledAt && { reconciledAt }),
    images: summary?.images ?? [],
    autoSync: automated ? automated.enabled !== false : false,
  };
}

interface Revisions {
  readonly revision?: string | undefined;
  readonly revisions?: readonly string[] | undefined;
}

/** One source or many. */
function revisionsOf(from: Revisions | null | undefined): readonly string[] {
  if (from?.revisions?.length) return from.revisions;
  return from?.revision ? [from.revision] : [];
}
