import {
  type Application,
  appliedAt,
  type Durations,
  healthAt,
  imagesAt,
  type Stage,
  stageAt,
  timesOf,
  whyImageBroken,
} from './application.ts';

/** The application as the API answers it at this moment. */
export function represent(app: Application, durations: Durations, now: number) {
  const { name, project, repository, branch, path, autoSync, sync } = app;
  const stage = stageAt(app, durations, now);
  const { seenAt } = timesOf(sync, durations);
  const source = { repoURL: `https://github.com/${repository}.git`, path, targetRevision: branch };
  return {
    metadata: { name, namespace: 'argocd' },
    spec: {
      project,
      source,
      destination: { server: 'https://kubernetes.default.svc', namespace: name },
      ...(autoSync && { syncPolicy: { automated: { prune: true, selfHeal: true } } }),
    },
    ...(stage === 'syncing' && { operation: operationOf(app) }),
    status: {
      sync: { status: syncStatus(app, stage), revision: app.compared.revision, comparedTo: { source } },
      health: healthAt(app, stage),
      operationState: operationStateOf(app, stage, durations),
      ...(app.comparisonError !== undefined && {
        conditions: [{ type: 'ComparisonError', message: app.comparisonError }],
      }),
      reconciledAt: time(seenAt <= now ? Math.max(app.comparedAt, seenAt) : app.comparedAt),
      sourceType: 'Kustomize',
      resources: resourcesOf(app, stage),
      summary: { images: imagesAt(app, stage) },
    },
  };
}

/** A Service, and what makes the pods. */
function resourcesOf(app: Application, stage: Stage) {
  const status = syncStatus(app, stage);
  const version = 'v1';
  return [
    { version, kind: 'Service', name: app.name, namespace: app.name, status: 'Synced', health: { status: 'Healthy' } },
    {
      group: 'apps',
      version,
      kind: app.workload,
      name: app.name,
      namespace: app.name,
      status,
      health: healthAt(app, stage),
    },
  ];
}

/** `GET …/resource-tree`: also what nobody wrote into git, such as pods with their own words. */
export function representTree(app: Application, durations: Durations, now: number) {
  const pods = imagesAt(app, stageAt(app, durations, now)).map((image, index) => {
    const message = whyImageBroken(app, image);
    const health = message === undefined ? { status: 'Healthy' } : { status: 'Degraded', message };
    return { version: 'v1', kind: 'Pod', name: `${app.name}-${index}`, namespace: app.name, images: [image], health };
  });
  return {
    nodes: [{ group: 'apps', version: 'v1', kind: app.workload, name: app.name, namespace: app.name }, ...pods],
  };
}

function syncStatus(app: Application, stage: Stage): 'Synced' | 'OutOfSync' | 'Unknown' {
  if (app.comparisonError !== undefined) return 'Unknown';
  return appliedAt(app, stage).rendered === app.compared.manifests.rendered ? 'Synced' : 'OutOfSync';
}

function operationOf({ sync }: Application) {
  const initiatedBy = sync.automated ? { automated: true } : { username: 'admin' };
  return { initiatedBy, retry: { limit: 5 }, sync: { revision: sync.revision, prune: true } };
}

function operationStateOf(app: Application, stage: Stage, durations: Durations) {
  const { sync } = app;
  const started = {
    operation: operationOf(app),
    startedAt: time(sync.startedAt),
    syncResult: { revision: sync.revision },
  };
  if (stage === 'syncing') return { ...started, phase: 'Running', message: 'one or more tasks are running' };
  const finished = { ...started, finishedAt: time(timesOf(sync, durations).finishedAt) };
  if (sync.failure !== undefined) return { ...finished, phase: 'Failed', message: sync.failure };
  return { ...finished, phase: 'Succeeded', message: 'successfully synced (all tasks run)' };
}

/** Argo CD writes whole seconds; here a roll-out takes two, and whole seconds would hide that a look is older than a sync. */
const time = (ms: number): string => new Date(ms).toISOString();
