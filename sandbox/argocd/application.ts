import type { Manifests } from './manifests.ts';

/** What a registered application follows. */
export interface Registration {
  readonly name: string;
  readonly project: string;
  readonly repository: string;
  readonly branch: string;
  /** Folder of the kustomization. */
  readonly path: string;
}

export interface Health {
  readonly status: 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended';
  readonly message?: string;
}

/** A sync and the roll-out after it; how far it is follows from the clock. */
export interface Sync {
  readonly revision: string;
  readonly manifests: Manifests;
  readonly startedAt: number;
  readonly automated: boolean;
  /** What was seen when it began, and is seen until Argo CD looks again. */
  readonly before: { readonly images: readonly string[]; readonly health: Health; readonly applied: Manifests };
  /** The sync itself fails, with these words. */
  readonly failure?: string;
}

export interface Application extends Registration {
  /** What Argo CD compares the cluster with: the commit it saw last, and what that renders to. */
  compared: { readonly revision: string; readonly manifests: Manifests };
  comparedAt: number;
  /** Git or kustomize said no at the last look. */
  comparisonError?: string;
  sync: Sync;
  /** Somebody asked to look at git while a sync was under way. */
  looksAgain: boolean;
  autoSync: boolean;
  hasPods: boolean;
  /** A CronJob's new image is in its pods only when it runs next. */
  workload: 'Deployment' | 'CronJob';
  /** Why pods never become healthy, by image or tag. */
  readonly broken: Map<string, string>;
  /** Why the next sync fails. */
  failsNext?: string;
  /** While roll-outs wait for somebody. */
  pausedAt?: number;
  /** How long the present roll-out has waited so. */
  heldMs: number;
}

export interface Durations {
  readonly syncMs: number;
  /** From the end of a sync until Argo CD looks again; until then it shows the old health. */
  readonly lagMs: number;
  readonly progressMs: number;
  /** How often Argo CD looks at git when nobody asks it to. */
  readonly pollMs: number;
}

/** `applied`: the sync has ended, but what is shown is still the health of before. */
export type Stage = 'syncing' | 'failed' | 'applied' | 'rolling' | 'settled';

export function stageAt(app: Application, durations: Durations, now: number): Stage {
  const { sync, hasPods, pausedAt = now, heldMs } = app;
  const { finishedAt, seenAt } = timesOf(sync, durations);
  if (now < finishedAt) return 'syncing';
  if (sync.failure !== undefined) return 'failed';
  if (now < seenAt) return 'applied';
  const rolls = hasPods && app.workload === 'Deployment' && sync.before.images.join() !== sync.manifests.images.join();
  const rolledMs = Math.min(now, pausedAt) - seenAt - heldMs;
  return rolls && rolledMs < durations.progressMs ? 'rolling' : 'settled';
}

/** `seenAt`: when Argo CD has looked at what the sync did. */
export function timesOf({ startedAt }: Sync, { syncMs, lagMs }: Durations) {
  const finishedAt = startedAt + syncMs;
  return { finishedAt, seenAt: finishedAt + lagMs };
}

/** What is in the cluster, whether or not its pods run yet. */
export function appliedAt({ sync }: Application, stage: Stage): Manifests {
  return stage === 'syncing' || stage === 'failed' ? sync.before.applied : sync.manifests;
}

export function healthAt(app: Application, stage: Stage): Health {
  const { sync, pausedAt, hasPods } = app;
  if (stage !== 'rolling' && stage !== 'settled') return sync.before.health;
  if (pausedAt !== undefined) return { status: 'Suspended', message: 'CanaryPauseStep' };
  if (stage === 'rolling') {
    return {
      status: 'Progressing',
      message: 'Waiting for rollout to finish: 1 old replicas are pending termination...',
    };
  }
  const message = hasPods && app.workload === 'Deployment' ? whyBroken(app) : undefined;
  return message === undefined ? { status: 'Healthy' } : { status: 'Degraded', message };
}

/** Images in the pods: old ones are listed while their pods end, and stay when the new ones never get healthy. */
export function imagesAt(app: Application, stage: Stage): readonly string[] {
  const { sync, hasPods } = app;
  if (!hasPods) return [];
  const { before, manifests } = sync;
  if (app.workload === 'CronJob') return before.images;
  if (stage !== 'rolling' && stage !== 'settled') return before.images;
  if (stage === 'settled' && whyBroken(app) === undefined) return manifests.images;
  return [...new Set([...before.images, ...manifests.images])].toSorted();
}

function whyBroken({ sync, broken }: Application): string | undefined {
  return sync.manifests.images.map((image) => whyImageBroken({ broken }, image)).find((why) => why !== undefined);
}

/** Why pods of this image do not run, if they do not. */
export const whyImageBroken = ({ broken }: Pick<Application, 'broken'>, image: string): string | undefined =>
  broken.get(image) ?? broken.get(tagOf(image));

const tagOf = (image: string): string => image.replace(/^.*\//, '').replace(/@.*$/, '').split(':')[1] ?? '';
