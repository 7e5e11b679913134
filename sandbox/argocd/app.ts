import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { createFaultGate } from '../fault-gate.ts';
import { type Application, stageAt } from './application.ts';
import { type Following, look, startSync } from './follow.ts';
import { drawApplication } from './page.ts';
import { represent, representTree } from './represent.ts';

interface Site {
  readonly token: string;
  readonly following: Following;
  readonly find: (name: string) => Application | undefined;
  /** One at a time for each application. */
  readonly inTurn: <T>(app: Application, work: () => Promise<T>) => Promise<T>;
}

const SyncRequest = z.object({ revision: z.string().nullish(), dryRun: z.boolean().nullish() });

/** The API behind its fault gate, and beside it the page for people. */
export function createApp(site: Site) {
  const { following, find, inTurn } = site;
  const { durations, now } = following;
  const gate = createFaultGate((c) => `${c.req.method} application ${c.req.path.replace('/api/v1/applications/', '')}`);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse();
    return refusal(500, 13, String(error.stack)).getResponse();
  });
  app.use('/api/*', gate.middleware, async (c, next) => {
    const given = c.req.header('authorization');
    if (given === undefined) throw refusal(401, 16, 'no session information');
    if (given !== `Bearer ${site.token}`) throw refusal(401, 16, 'invalid session: token signature is invalid');
    await next();
  });
  app.get('/api/v1/applications/:name', async (c) => {
    const found = requireApplication(c, find);
    const refresh = c.req.query('refresh');
    await inTurn(found, () => look(found, following, refresh === 'normal' || refresh === 'hard'));
    return c.json(represent(found, durations, now()));
  });
  app.get('/api/v1/applications/:name/resource-tree', async (c) => {
    const found = requireApplication(c, find);
    await inTurn(found, () => look(found, following, false));
    return c.json(representTree(found, durations, now()));
  });
  app.post('/api/v1/applications/:name/sync', async (c) => {
    const found = requireApplication(c, find);
    const { revision, dryRun } = SyncRequest.parse(JSON.parse((await c.req.text()) || '{}'));
    await inTurn(found, () => syncByHand(found, following, { revision: revision ?? '', dryRun: dryRun ?? false }));
    return c.json(represent(found, durations, now()));
  });
  app.get('/applications/:name', async (c) => {
    const found = find(c.req.param('name'));
    if (!found) return c.text('No such application', 404);
    await inTurn(found, () => look(found, following, false));
    return c.html(drawApplication(represent(found, durations, now())));
  });
  app.get('/applications/:namespace/:name', (c) =>
    c.redirect(`/applications/${encodeURIComponent(c.req.param('name'))}`),
  );
  return { app, gate };
}

/** A missing application is forbidden, unless the project is named; then it is missing. */
function requireApplication(c: Context, find: Site['find']): Application {
  const name = c.req.param('name') ?? '';
  const project = c.req.query('project') || undefined;
  const found = find(name);
  if (found && (project === undefined || project === found.project)) return found;
  if (project === undefined) throw refusal(403, 7, 'permission denied');
  throw refusal(404, 5, `applications.argoproj.io "${name}" not found`);
}

interface ByHand {
  readonly revision: string;
  readonly dryRun: boolean;
}

async function syncByHand(app: Application, following: Following, { revision, dryRun }: ByHand): Promise<void> {
  const isSyncing = () => stageAt(app, following.durations, following.now()) === 'syncing';
  if (isSyncing()) throw refusal(400, 9, 'another operation is already in progress');
  if (app.autoSync && revision !== '' && revision !== app.branch) {
    throw refusal(400, 9, `Cannot sync to ${revision}: auto-sync currently set to ${app.branch}`);
  }
  await look(app, following, true);
  if (!dryRun && !isSyncing()) startSync(app, following, false);
}

/** An error as Argo CD's gateway says it, with gRPC's code. */
function refusal(status: ContentfulStatusCode, code: number, message: string): HTTPException {
  return new HTTPException(status, { message, res: Response.json({ error: message, code, message }, { status }) });
}
