import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { BOT } from '../actors.ts';
import { readCommit, writeCommit } from '../git/commits.ts';
import { listTree, readObjects } from '../git/read-objects.ts';
import { writeBlob, writeTree } from '../git/write-tree.ts';
import type { Repository } from '../repository.ts';
import { type Api, type ApiEnv, restOf } from './api.ts';
import { readBody, refusal } from './refusal.ts';
import { apiUrl, representGitCommit } from './represent.ts';

const blob = z.object({ content: z.string(), encoding: z.enum(['utf-8', 'base64']).default('utf-8') });

const treeEntry = z.object({
  path: z.string(),
  mode: z.enum(['100644', '100755', '040000', '160000', '120000']).default('100644'),
  sha: z.string().nullish(),
  content: z.string().optional(),
});
type TreeEntry = z.infer<typeof treeEntry>;
const tree = z.object({ base_tree: z.string().optional(), tree: z.array(treeEntry) });

const person = z.object({ name: z.string().min(1), email: z.string().min(1), date: z.string().optional() });

const commit = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).default([]),
  author: person.optional(),
  committer: person.optional(),
});

/** Git's own objects: several files in one commit are made of these. */
export function createGitObjectsApi(): Api {
  const api: Api = new Hono<ApiEnv>();
  api.post('/git/blobs', async (c) => {
    const { content, encoding } = await readBody(c, blob);
    const sha = await writeBlob(c.var.repository.folder, Buffer.from(content, encoding));
    return c.json({ sha, url: apiUrl(c.var.repository, `/git/blobs/${sha}`) }, 201);
  });
  api.post('/git/trees', postTree);
  api.post('/git/commits', postCommit);
  api.get('/git/commits/:sha', async (c) => {
    const sha = restOf(c, 'sha');
    if ((await typeOf(c.var.repository, sha)) !== 'commit') throw refusal(404, 'Not Found');
    return c.json(await representStored(c.var.repository, sha));
  });
  return api;
}

async function typeOf({ folder }: Repository, sha: string): Promise<string | undefined> {
  return /^[0-9a-f]{40}$/.test(sha) ? (await readObjects(folder, [sha]))[0]?.type : undefined;
}

async function representStored(repository: Repository, sha: string) {
  const stored = await readCommit(repository.folder, sha);
  return stored && representGitCommit(repository, stored);
}

async function postTree(c: Context<ApiEnv>): Promise<Response> {
  const { repository } = c.var;
  const body = await readBody(c, tree);
  const base = body.base_tree;
  if (base && !['tree', 'commit'].includes((await typeOf(repository, base)) ?? '')) throw refusal(404, 'Not Found');
  const changes = await Promise.all(body.tree.map((entry) => storeEntry(repository, entry)));
  const sha = await writeTree(repository.folder, base, changes);
  if (!sha) throw refusal(422, 'tree.path contains a malformed path component');
  const entries = await listTree(repository.folder, sha);
  return c.json({ sha, url: apiUrl(repository, `/git/trees/${sha}`), tree: entries, truncated: false }, 201);
}

async function storeEntry(repository: Repository, { path, mode, sha, content }: TreeEntry) {
  if (content !== undefined) return { path, mode, sha: await writeBlob(repository.folder, content) };
  if (sha === undefined) throw refusal(422, 'Must supply either tree.sha or tree.content.');
  const wanted = mode === '040000' ? 'tree' : 'blob';
  if (sha && (await typeOf(repository, sha)) !== wanted) throw refusal(422, `tree.sha ${sha} is not a valid ${wanted}`);
  return { path, mode, sha };
}

async function postCommit(c: Context<ApiEnv>): Promise<Response> {
  const { repository } = c.var;
  const body = await readBody(c, commit);
  if ((await typeOf(repository, body.tree)) !== 'tree') throw refusal(422, 'Tree SHA does not exist');
  for (const parent of body.parents) {
    if ((await typeOf(repository, parent)) === 'commit') continue;
    throw refusal(422, 'Parent SHA does not exist or is not a commit object');
  }
  const author = body.author ?? BOT;
  const sha = await writeCommit(repository.folder, { ...body, author, committer: body.committer ?? author });
  return c.json(await representStored(repository, sha), 201);
}
