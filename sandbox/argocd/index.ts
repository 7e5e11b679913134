import type { FaultGate } from '../fault-gate.ts';
import { type Served, serve } from '../serve.ts';
import { createApp } from './app.ts';
import { type Application, type Durations, imagesAt, type Registration, stageAt, timesOf } from './application.ts';
import { look, openApplication } from './follow.ts';
import type { Git } from './git.ts';

export interface ArgoCdSandbox extends Controls {
  readonly gate: FaultGate;
  /** For `ARGOCD_URL`; throws before it listens. */
  readonly url: string;
  listen(port?: number): Promise<Served>;
  /** Takes what is in git now as what runs. */
  registerApplication(registration: Registration): Promise<void>;
  /** Images in the pods now. */
  running(name: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What befalls applications. */
interface Controls {
  /** Pods of this image (or of any with this tag) never become healthy; those that run already break. */
  degrade(name: string, image: string, message: string): void;
  /** The next sync fails. */
  failSync(name: string, message: string): void;
  /** Roll-outs wait for somebody: Suspended, until resumed. */
  pause(name: string): void;
  resume(name: string): void;
  /** No pods, so no images to show. */
  scaleToZero(name: string): void;
  /** What it deploys is a CronJob: old pods say nothing of the new image. */
  onlyCronJobs(name: string): void;
  setAutoSync(name: string, autoSync: boolean): void;
}

export interface ArgoCdOptions extends Partial<Durations> {
  readonly token: string;
  readonly git: Git;
  readonly now?: () => number;
}

/** An Argo CD of one's own, which follows real git. Nothing ticks: what it shows is computed from the clock when asked. */
export function createArgoCd({ token, git, now = Date.now, ...given }: ArgoCdOptions): ArgoCdSandbox {
  const { syncMs = 600, lagMs = 150, progressMs = 1_500, pollMs = 3_000 } = given;
  const durations = { syncMs, lagMs, progressMs, pollMs };
  const following = { git, durations, now };
  const applications = new Map<string, Application>();
  const inTurn = createTurns();
  const find = (name: string) => applications.get(name);
  const at = (name: string): Application => {
    const app = find(name);
    if (!app) throw new Error(`Argo CD has no application ${name}`);
    return app;
  };
  const { app: site, gate } = createApp({ token, following, find, inTurn });
  const servers: Served[] = [];
  return {
    ...createControls(at, durations, now),
    gate,
    get url() {
      const [server] = servers;
      if (!server) throw new Error('this Argo CD does not listen yet');
      return server.url;
    },
    listen: async (port) => {
      const server = await serve(site, port);
      servers.push(server);
      return server;
    },
    registerApplication: async (registration) => {
      applications.set(registration.name, await openApplication(registration, following));
    },
    running: async (name) => {
      const app = at(name);
      await inTurn(app, () => look(app, following, false));
      return imagesAt(app, stageAt(app, durations, now()));
    },
    close: async () => {
      gate.release();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function createControls(at: (name: string) => Application, durations: Durations, now: () => number): Controls {
  return {
    degrade: (name, image, message) => void at(name).broken.set(image, message),
    failSync: (name, message) => {
      at(name).failsNext = message;
    },
    pause: (name) => {
      at(name).pausedAt ??= now();
    },
    resume: (name) => {
      const app = at(name);
      if (app.pausedAt === undefined) return;
      const { seenAt } = timesOf(app.sync, durations);
      app.heldMs += Math.max(0, now() - Math.max(app.pausedAt, seenAt));
      delete app.pausedAt;
    },
    scaleToZero: (name) => {
      at(name).hasPods = false;
    },
    onlyCronJobs: (name) => {
      at(name).workload = 'CronJob';
    },
    setAutoSync: (name, autoSync) => {
      at(name).autoSync = autoSync;
    },
  };
}

/** Looks at one application follow one another, so that one commit starts one sync. */
function createTurns() {
  const last = new WeakMap<Application, Promise<unknown>>();
  return <T>(app: Application, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(app) ?? Promise.resolve()).then(work, work);
    last.set(app, mine);
    return mine;
  };
}
