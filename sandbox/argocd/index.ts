import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { parse } from 'yaml';
import { z } from 'zod';
import { createFaultGate, type FaultGate } from '../fault-gate.ts';
import { type Served, serve } from '../serve.ts';
import { type Application, type Durations, type Manifests, type Registration, settle, viewOf } from './application.ts';

/** Where the manifests are: the sandbox's GitHub, as far as Argo CD needs it. */
export interface Git {
  head(repository: string, branch: string): Promise<string>;
  read(repository: string, path: string, ref: string): Promise<string>;
}

export interface ArgoCdSandbox {
  readonly gate: FaultGate;
  readonly url: string;
  /** Takes what is in git now as what runs. */
  registerApplication(registration: Registration): Promise<void>;
  /** Images in the pods now. */
  running(name: string): Promise<readonly string[]>;
  /** Roll-outs of this tag end Degraded. */
  degrade(name: string, tag: string, message: string): void;
  /** The next sync fails. */
  failSync(name: string, message: string): void;
  change(name: string, change: Partial<Pick<Application, 'autoSync' | 'suspended' | 'hasPods'>>): void;
  listen(port?: number): Promise<Served>;
  close(): Promise<void>;
}

interface Options extends Partial<Durations> {
  readonly token: string;
  readonly git: Git;
}

const Kustomization = z.object({
  images: z
    .array(z.object({ name: z.string(), newName: z.string().optional(), newTag: z.coerce.string().optional() }))
    .default([]),
});

/** Argo CD that follows real git: it shows the old state until it looks, then syncs, rolls out, and is healthy. */
export function createArgoCd({ token, git, syncMs = 600, progressMs = 1_500, pollMs = 3_000 }: Options): ArgoCdSandbox {
  const durations = { syncMs, progressMs, pollMs };
  const applications = new Map<string, Application>();
  const breaks = new Map<string, string>();
  const syncFailures = new Map<string, string>();
  let served: Served | undefined;

  const manifestsOf = async ({ repository, branch, path }: Registration): Promise<Manifests> => {
    const revision = await git.head(repository, branch);
    const { images } = Kustomization.parse(
      parse(await git.read(repository, `${path}/kustomization.yaml`, revision)) ?? {},
    );
    return { revision, images: images.map(({ name, newName, newTag }) => `${newName ?? name}:${newTag ?? 'latest'}`) };
  };
  const known = (name: string): Application => {
    const app = applications.get(name);
    if (!app) throw new Error(`The sandbox's Argo CD has no application ${name}`);
    return app;
  };

  /** Looks at git when it is asked to, or when it is time to. */
  async function look(app: Application, refresh: boolean): Promise<void> {
    settle(app, durations, Date.now());
    if (!refresh && Date.now() - app.lookedAt < pollMs) return;
    app.lookedAt = Date.now();
    const manifests = await manifestsOf(app);
    if (manifests.revision === (app.sync?.revision ?? app.live.revision)) return;
    if (!app.autoSync) {
      app.waiting = manifests.revision;
      return;
    }
    delete app.waiting;
    const degraded = manifests.images
      .map((image) => breaks.get(`${app.name} ${image.split(':').at(-1)}`))
      .find(Boolean);
    const failure = syncFailures.get(app.name);
    syncFailures.delete(app.name);
    app.sync = {
      ...manifests,
      startedAt: Date.now(),
      ...(failure !== undefined && { failure }),
      ...(degraded !== undefined && { degraded }),
    };
  }

  const gate = createFaultGate((c) => `${c.req.method} application ${c.req.path.split('/').at(-1)}`);
  const api = new Hono<{ Bindings: HttpBindings }>();
  api.use('/api/*', gate.middleware);
  api.get('/api/v1/applications/:name', async (c) => {
    if (c.req.header('authorization') !== `Bearer ${token}`)
      return c.json({ error: 'invalid session: unauthenticated', code: 16 }, 401);
    const name = c.req.param('name');
    const project = c.req.query('project');
    const app = applications.get(name);
    if (!app || (project !== undefined && project !== app.project)) {
      if (project === undefined) return c.json({ error: 'permission denied', code: 7 }, 403);
      return c.json({ error: `applications.argoproj.io "${name}" not found`, code: 5 }, 404);
    }
    await look(app, c.req.query('refresh') !== undefined);
    return c.json(viewOf(app, durations, Date.now()));
  });
  api.get('/applications/:name', async (c) => {
    const app = applications.get(c.req.param('name'));
    if (!app) return c.text('No such application', 404);
    await look(app, false);
    const { status } = viewOf(app, durations, Date.now());
    return c.html(html`<!doctype html><title>${app.name}</title><h1>${app.name}</h1>
      <p>${status.sync.status}, ${status.health.status}, revision ${status.sync.revision}</p>
      <ul>${status.summary.images.map((image) => html`<li><code>${image}</code></li>`)}</ul>`);
  });

  return {
    gate,
    get url() {
      if (!served) throw new Error('The sandbox Argo CD does not listen yet');
      return served.url;
    },
    registerApplication: async (registration) => {
      const live = await manifestsOf(registration);
      applications.set(registration.name, {
        ...registration,
        live,
        lookedAt: Date.now(),
        autoSync: true,
        suspended: false,
        hasPods: true,
      });
    },
    running: async (name) => {
      const app = known(name);
      await look(app, false);
      return viewOf(app, durations, Date.now()).status.summary.images;
    },
    degrade: (name, tag, message) => {
      breaks.set(`${name} ${tag}`, message);
    },
    failSync: (name, message) => {
      syncFailures.set(name, message);
    },
    change: (name, change) => {
      Object.assign(known(name), change);
    },
    listen: async (port) => {
      served = await serve(api, port);
      return served;
    },
    close: async () => {
      gate.release();
      await served?.close();
    },
  };
}
