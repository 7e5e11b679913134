/** What a registered application follows. */
export interface Registration {
  readonly name: string;
  readonly project: string;
  readonly repository: string;
  readonly branch: string;
  /** Folder of the kustomization. */
  readonly path: string;
}

export interface Manifests {
  readonly revision: string;
  /** `repository:tag`, as they will stand in the pods. */
  readonly images: readonly string[];
}

export interface Sync extends Manifests {
  readonly startedAt: number;
  /** The sync itself fails with this message. */
  readonly failure?: string;
  /** The pods never become healthy. */
  readonly degraded?: string;
}

export interface Application extends Registration {
  live: Manifests;
  sync?: Sync;
  /** Head of the branch when nobody may sync by himself. */
  waiting?: string;
  lookedAt: number;
  autoSync: boolean;
  suspended: boolean;
  hasPods: boolean;
}

export interface Durations {
  readonly syncMs: number;
  readonly progressMs: number;
  /** How often Argo CD looks at git when nobody asks it to. */
  readonly pollMs: number;
}

const RECONCILES_AFTER_MS = 100;

/** What the API says of it at this moment. Nothing ticks: it is computed from the clock. */
export function viewOf(app: Application, { syncMs, progressMs }: Durations, now: number) {
  const { sync, live } = app;
  const syncedAt = sync ? sync.startedAt + syncMs : 0;
  const isSyncing = sync !== undefined && now < syncedAt;
  const failed = sync?.failure !== undefined && !isSyncing;
  const isRolling = sync !== undefined && !isSyncing && !failed && now < syncedAt + progressMs && isNew(sync, live);
  return {
    metadata: { name: app.name, namespace: 'argocd' },
    ...(isSyncing && { operation: { sync: { revision: sync.revision } } }),
    spec: {
      project: app.project,
      source: { path: app.path, targetRevision: app.branch },
      ...(app.autoSync && { syncPolicy: { automated: { prune: true } } }),
    },
    status: {
      sync: {
        status: isSyncing || failed || app.waiting !== undefined ? 'OutOfSync' : 'Synced',
        revision: app.waiting ?? sync?.revision ?? live.revision,
      },
      health: healthOf(app, { isSyncing, isRolling, failed }),
      ...(sync && { operationState: operationOf(sync, syncedAt, isSyncing) }),
      reconciledAt: time(reconciledAt(sync, syncedAt, now)),
      summary: { images: app.hasPods ? imagesOf(app, { isSyncing, isRolling, failed }) : [] },
    },
  };
}

interface Moment {
  readonly isSyncing: boolean;
  readonly isRolling: boolean;
  readonly failed: boolean;
}

function healthOf({ sync, suspended }: Application, { isSyncing, isRolling, failed }: Moment) {
  if (suspended) return { status: 'Suspended', message: 'CanaryPauseStep' };
  if (isRolling)
    return {
      status: 'Progressing',
      message: 'Waiting for rollout to finish: 1 old replicas are pending termination...',
    };
  if (!isSyncing && !failed && sync?.degraded !== undefined) return { status: 'Degraded', message: sync.degraded };
  return { status: 'Healthy' };
}

/** Old pods are still listed while they end. */
function imagesOf({ live, sync }: Application, { isSyncing, isRolling, failed }: Moment): string[] {
  if (!sync || isSyncing || failed) return [...live.images];
  if (isRolling) return [...new Set([...live.images, ...sync.images])].toSorted();
  return [...sync.images];
}

function operationOf(sync: Sync, syncedAt: number, isSyncing: boolean) {
  const result = { syncResult: { revision: sync.revision }, startedAt: time(sync.startedAt) };
  if (isSyncing) return { phase: 'Running', message: 'waiting for sync', ...result };
  const finished = { ...result, finishedAt: time(syncedAt) };
  if (sync.failure !== undefined) return { phase: 'Failed', message: sync.failure, ...finished };
  return { phase: 'Succeeded', message: 'successfully synced (all tasks run)', ...finished };
}

function reconciledAt(sync: Sync | undefined, syncedAt: number, now: number): number {
  if (!sync) return now - RECONCILES_AFTER_MS;
  return now < syncedAt + RECONCILES_AFTER_MS ? sync.startedAt : syncedAt + RECONCILES_AFTER_MS;
}

function isNew(sync: Manifests, live: Manifests): boolean {
  return sync.images.join() !== live.images.join();
}

const time = (ms: number): string => new Date(ms).toISOString();

/** A sync whose roll-out is over is what lives now. */
export function settle(app: Application, { syncMs, progressMs }: Durations, now: number): void {
  const { sync } = app;
  if (!sync || sync.failure !== undefined || now < sync.startedAt + syncMs + progressMs) return;
  app.live = { revision: sync.revision, images: sync.images };
}
