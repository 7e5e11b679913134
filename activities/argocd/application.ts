import { z } from 'zod';
import type { ArgoCdState } from '../../domain/rollout.ts';

const text = z.string().optional().catch(undefined);
const SAID_AT_MOST = 300;
const texts = z.array(z.string()).optional().catch(undefined);

/** Being there is being on, unless it says otherwise (`enabled`, since Argo CD 3.1). */
const Automated = z
  .object({ enabled: z.boolean().optional().catch(undefined) })
  .nullish()
  .catch(undefined);

const Condition = z.object({ type: text, message: text });
const Resource = z.object({ kind: text, status: text });

/** What we read of an application. Argo CD promises almost nothing, so nothing but its name is required. */
const Application = z.object({
  metadata: z.object({ name: z.string() }),
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
      conditions: z.array(Condition).nullish().catch(undefined),
      resources: z.array(Resource).nullish().catch(undefined),
    })
    .optional(),
});

export function parseApplication(json: unknown): ArgoCdState {
  const { operation, spec, status } = Application.parse(json);
  const automated = spec?.syncPolicy?.automated;
  const { sync, health, operationState, reconciledAt, summary, conditions, resources } = status ?? {};
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
    ...errorsIn(conditions ?? []),
    ...summaryOf(resources ?? []),
  };
}

/** Such as ComparisonError, when kustomize cannot build what is in git. */
function errorsIn(conditions: readonly z.infer<typeof Condition>[]): Pick<ArgoCdState, 'conditions'> {
  const errors = conditions.filter(({ type }) => type?.endsWith('Error'));
  if (errors.length === 0) return {};
  return { conditions: errors.map(({ type, message }) => `${type}: ${(message ?? '').slice(0, SAID_AT_MOST)}`) };
}

/** Kinds whose pods run all the time. */
const LASTING = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Rollout', 'Pod'];

function summaryOf(resources: readonly z.infer<typeof Resource>[]): Pick<ArgoCdState, 'resources' | 'cronJobsOnly'> {
  if (resources.length === 0) return {};
  const isLasting = resources.some(({ kind }) => kind !== undefined && LASTING.includes(kind));
  const cronJobsOnly = !isLasting && resources.some(({ kind }) => kind === 'CronJob');
  const updated = resources.filter(({ status }) => status === 'Synced').length;
  return { resources: { total: resources.length, updated }, ...(cronJobsOnly && { cronJobsOnly }) };
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
