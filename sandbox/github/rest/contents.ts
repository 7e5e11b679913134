import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { BOT, GITHUB } from '../actors.ts';
import { readCommit, writeCommit } from '../git/commits.ts';
import { listTree, readObjects } from '../git/read-objects.ts';
import { isWellFormed, readRef, resolveCommit } from '../git/refs.ts';
import { writeBlob, writeTree } from '../git/write-tree.ts';
import { moveBranch, type Repository } from '../repository.ts';
import { type Api, type ApiEnv, restOf } from './api.ts';
import { readBody, refusal } from './refusal.ts';
import { apiUrl, encodePath, htmlUrl, representGitCommit } from './represent.ts';

const MEGABYTE = 2 ** 20;

const person = z.object({ name: z.string().min(1), email: z.string().min(1), date: z.string().optional() });

const putContents = z.object({
  message: z.string(),
  content: z.string(),
  branch: z.string().optional(),
  sha: z.string().optional(),
  author: person.optional(),
  committer: person.optional(),
});

/** Reading and writing single files. */
export function createContentsApi(): Api {
  const api: Api = new Hono<ApiEnv>();
  api.get('/contents', (c) => getContents(c, ''));
  api.get('/contents/:path{.+}', (c) => getContents(c, restOf(c, 'path').replace(/\/+$/, '')));
  api.put('/contents/:path{.+}', (c) => c.var.repository.inTurn(() => writeContents(c, restOf(c, 'path'))));
  return api;
}

async function getContents(c: Context<ApiEnv>, path: string): Promise<Response> {
  const { repository } = c.var;
  const ref = c.req.query('ref') || repository.defaultBranch;
  const commit = await resolveCommit(repository.folder, ref);
  if (!commit) throw refusal(404, `No commit found for the ref ${ref}`);
  const [object] = await readObjects(repository.folder, [`${commit}:${path}`]);
  if (!object) throw refusal(404, 'Not Found');
  const at = { repository, path, ref };
  if (object.type === 'tree') {
    const entries = await listTree(repository.folder, object.sha);
    return c.json(
      entries.map((entry) => ({
        ...describe({ ...at, path: path ? `${path}/${entry.path}` : entry.path }, entry.sha),
        type: entry.type === 'tree' ? 'dir' : 'file',
        size: entry.size,
      })),
    );
  }
  if (/\braw\b/.test(c.req.header('accept') ?? '')) {
    return c.body(new Uint8Array(object.bytes), 200, {
      'content-type': 'application/vnd.github.raw+json; charset=utf-8',
    });
  }
  return c.json({ type: 'file', size: object.bytes.length, ...describe(at, object.sha), ...encode(object.bytes) });
}

/** GitHub breaks base64 into lines, and leaves it out above one megabyte. */
function encode(bytes: Buffer) {
  if (bytes.length > MEGABYTE) return { encoding: 'none', content: '' };
  return { encoding: 'base64', content: bytes.toString('base64').replace(/.{1,60}/g, '$&\n') };
}

function describe({ repository, path, ref }: { repository: Repository; path: string; ref: string }, sha: string) {
  const place = `${encodeURIComponent(ref)}/${encodePath(path)}`;
  return {
    name: path.split('/').at(-1) ?? '',
    path,
    sha,
    url: apiUrl(repository, `/contents/${encodePath(path)}?ref=${encodeURIComponent(ref)}`),
    html_url: htmlUrl(repository, `/blob/${place}`),
  };
}

async function writeContents(c: Context<ApiEnv>, path: string): Promise<Response> {
  const { repository } = c.var;
  const { folder } = repository;
  const body = await readBody(c, putContents);
  const branch = body.branch ?? repository.defaultBranch;
  const from = isWellFormed(branch) ? await readRef(folder, `refs/heads/${branch}`) : undefined;
  if (!from) throw refusal(404, `Branch ${branch} not found`);
  const [present] = await readObjects(folder, [`${from}:${path}`]);
  if (present && !body.sha) throw refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (body.sha && body.sha !== present?.sha) throw refusal(409, `${path} does not match ${body.sha}`);
  const bytes = decode(body.content);
  const sha = await writeBlob(folder, bytes);
  const tree = present?.type === 'tree' ? undefined : await writeTree(folder, from, [{ path, mode: '100644', sha }]);
  if (!tree) throw refusal(422, 'path contains a malformed path component');
  const author = body.author ?? body.committer ?? BOT;
  const committer = body.committer ?? GITHUB;
  const to = await writeCommit(folder, { tree, parents: [from], message: body.message, author, committer });
  if (!(await moveBranch(repository, branch, { to, from }))) throw refusal(409, `is at ${from} but expected ${to}`);
  const commit = await readCommit(folder, to);
  const content = {
    type: 'file',
    size: bytes.length,
    ...describe({ repository, path, ref: branch }, sha),
  };
  return c.json({ content, commit: commit && representGitCommit(repository, commit) }, present ? 200 : 201);
}

function decode(content: string): Buffer {
  const plain = content.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) throw refusal(422, 'content is not valid Base64');
  return Buffer.from(plain, 'base64');
}
