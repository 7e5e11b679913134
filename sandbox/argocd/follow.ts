import {
  type Application,
  appliedAt,
  type Durations,
  healthAt,
  imagesAt,
  type Registration,
  stageAt,
} from './application.ts';
import type { Git } from './git.ts';
import { readManifests } from './manifests.ts';

export interface Following {
  readonly git: Git;
  readonly durations: Durations;
  readonly now: () => number;
}

/** Takes what is in git now as what was synced and runs since long ago. */
export async function openApplication(registration: Registration, following: Following): Promise<Application> {
  const compared = await readHead(registration, following);
  const { manifests } = compared;
  const { syncMs, lagMs } = following.durations;
  const now = following.now();
  const before = { images: manifests.images, health: { status: 'Healthy' }, applied: manifests } as const;
  return {
    ...registration,
    compared,
    comparedAt: now,
    sync: { ...compared, startedAt: now - syncMs - lagMs, automated: true, before },
    looksAgain: false,
    autoSync: true,
    hasPods: true,
    workload: 'Deployment',
    broken: new Map(),
    heldMs: 0,
  };
}

/** Looks at git when asked, or when it is time; what it finds new it syncs, if it may. Until then all is shown as it was. */
export async function look(app: Application, following: Following, asked: boolean): Promise<void> {
  const { durations, now } = following;
  const stage = stageAt(app, durations, now());
  if (stage === 'syncing' || stage === 'applied') {
    app.looksAgain ||= asked;
    return;
  }
  if (!asked && !app.looksAgain && now() - app.comparedAt < durations.pollMs) return;
  app.looksAgain = false;
  try {
    app.compared = await readHead(app, following);
    delete app.comparisonError;
  } catch (error) {
    app.comparisonError = `Failed to load target state: ${error instanceof Error ? error.message : error}`;
    return;
  } finally {
    app.comparedAt = now();
  }
  const { revision, manifests } = app.compared;
  const isNew = manifests.rendered !== appliedAt(app, stage).rendered;
  const wasTried = stage === 'failed' && app.sync.revision === revision;
  if (app.autoSync && isNew && !wasTried) startSync(app, following, true);
}

/** Applies what was compared last. */
export function startSync(app: Application, { durations, now }: Following, automated: boolean): void {
  const stage = stageAt(app, durations, now());
  const { failsNext } = app;
  app.sync = {
    ...app.compared,
    startedAt: now(),
    automated,
    before: { images: imagesAt(app, stage), health: healthAt(app, stage), applied: appliedAt(app, stage) },
    ...(failsNext !== undefined && { failure: failsNext }),
  };
  app.heldMs = 0;
  delete app.failsNext;
}

async function readHead(source: Registration, { git }: Following): Promise<Application['compared']> {
  const revision = await git.head(source.repository, source.branch);
  return { revision, manifests: await readManifests(git, source, revision) };
}
