import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { readCommit } from '../git/commits.ts';
import { readObjects } from '../git/read-objects.ts';
import { ABSENT, isAncestor, isWellFormed, listBranches, readRef, updateRef } from '../git/refs.ts';
import { moveBranch, type Repository, removeBranch } from '../repository.ts';
import { type Api, type ApiEnv, paginate, restOf } from './api.ts';
import { readBody, refusal } from './refusal.ts';
import { apiUrl, encodePath, representCommit } from './represent.ts';

const createRef = z.object({ ref: z.string(), sha: z.string() });
const patchRef = z.object({ sha: z.string(), force: z.boolean().default(false) });

/** Branches as GitHub lists them, and the git references behind them. */
export function createBranchesApi(): Api {
  const api: Api = new Hono<ApiEnv>();
  api.get('/branches', async (c) => {
    const branches = paginate(c, await listBranches(c.var.repository.folder));
    return c.json(branches.map(({ name, sha }) => ({ name, commit: commitLink(c, sha), protected: false })));
  });
  api.get('/branches/:branch{.+}', getBranch);
  api.get('/git/ref/:ref{.+}', async (c) => {
    const ref = `refs/${restOf(c, 'ref')}`;
    const sha = await readRef(c.var.repository.folder, ref);
    if (!sha) throw refusal(404, 'Not Found');
    return c.json(representRef(c.var.repository, ref, sha));
  });
  api.post('/git/refs', (c) => c.var.repository.inTurn(() => postRef(c)));
  api.patch('/git/refs/:ref{.+}', (c) => c.var.repository.inTurn(() => moveRef(c)));
  api.delete('/git/refs/:ref{.+}', (c) => c.var.repository.inTurn(() => deleteRef(c)));
  return api;
}

async function getBranch(c: Context<ApiEnv>): Promise<Response> {
  const { repository } = c.var;
  const name = restOf(c, 'branch');
  const sha = await readRef(repository.folder, `refs/heads/${name}`);
  const commit = sha ? await readCommit(repository.folder, sha) : undefined;
  if (!commit) throw refusal(404, 'Branch not found');
  return c.json({ name, commit: representCommit(repository, commit), protected: false });
}

function commitLink(c: Context<ApiEnv>, sha: string) {
  return { sha, url: apiUrl(c.var.repository, `/commits/${sha}`) };
}

function representRef(repository: Repository, ref: string, sha: string) {
  const object = { type: 'commit', sha, url: apiUrl(repository, `/git/commits/${sha}`) };
  return { ref, url: apiUrl(repository, `/git/${encodePath(ref)}`), object };
}

async function postRef(c: Context<ApiEnv>): Promise<Response> {
  const { repository } = c.var;
  const { ref, sha } = await readBody(c, createRef);
  const branch = branchOf(ref);
  if (!branch || !isWellFormed(ref)) throw refusal(422, `${ref} is not a valid ref name.`);
  await requireCommit(repository, sha);
  if (await readRef(repository.folder, ref)) throw refusal(422, 'Reference already exists');
  const moved = ref.startsWith('refs/heads/')
    ? await moveBranch(repository, branch, { to: sha, from: ABSENT })
    : await updateRef(repository.folder, ref, { to: sha, from: ABSENT });
  if (!moved) throw refusal(422, 'Reference update failed'); // `a` and `a/b` cannot both be branches
  return c.json(representRef(repository, ref, sha), 201);
}

function branchOf(ref: string): string | undefined {
  return /^refs\/(?:heads|tags)\/(.+)$/.exec(ref)?.[1];
}

async function requireCommit(repository: Repository, sha: string): Promise<void> {
  const [object] = /^[0-9a-f]{40}$/.test(sha) ? await readObjects(repository.folder, [sha]) : [];
  if (object?.type !== 'commit') throw refusal(422, 'Object does not exist');
}

async function moveRef(c: Context<ApiEnv>): Promise<Response> {
  const { repository } = c.var;
  const { sha, force } = await readBody(c, patchRef);
  const { ref, branch, from } = await requireBranch(c);
  await requireCommit(repository, sha);
  if (!force && !(await isAncestor(repository.folder, from, sha))) throw refusal(422, 'Update is not a fast forward');
  if (sha !== from) await moveBranch(repository, branch, { to: sha, from });
  return c.json(representRef(repository, ref, sha));
}

async function deleteRef(c: Context<ApiEnv>): Promise<Response> {
  const { branch } = await requireBranch(c);
  await removeBranch(c.var.repository, branch);
  return c.body(null, 204);
}

async function requireBranch(c: Context<ApiEnv>) {
  const ref = `refs/${restOf(c, 'ref')}`;
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  const from = branch && (await readRef(c.var.repository.folder, ref));
  if (!from) throw refusal(422, 'Reference does not exist');
  return { ref, branch, from };
}
