import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { isAncestor, readRef } from '../git/refs.ts';
import { mergePullRequest } from '../merge-pull-request.ts';
import { judgeMergeability, markClosed, type PullRequest } from '../pull-request.ts';
import type { Repository } from '../repository.ts';
import { type Api, type ApiEnv, numberOf, paginate } from './api.ts';
import { readBody, refusal } from './refusal.ts';
import { apiUrl, BOT_USER, htmlUrl, representPullRequest, representWholePullRequest } from './represent.ts';

const create = z.object({
  title: z.string(),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().default(false),
});
const patch = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
});
const merge = z.object({
  sha: z.string().optional(),
  merge_method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
});

/** Pull requests, their merge and their comments. */
export function createPullsApi(): Api {
  const api: Api = new Hono<ApiEnv>();
  api.get('/pulls', (c) => c.json(paginate(c, search(c)).map((pull) => representPullRequest(c.var.repository, pull))));
  api.post('/pulls', (c) => c.var.repository.inTurn(() => postPull(c)));
  api.get('/pulls/:number', async (c) => c.json(await represent(c, find(c))));
  api.patch('/pulls/:number', (c) => c.var.repository.inTurn(() => patchPull(c)));
  api.put('/pulls/:number/merge', (c) => c.var.repository.inTurn(() => mergePull(c)));
  api.get('/issues/:number/comments', (c) =>
    c.json(paginate(c, find(c).comments).map((comment) => representComment(c, comment))),
  );
  api.post('/issues/:number/comments', postComment);
  return api;
}

function find(c: Context<ApiEnv>): PullRequest {
  const number = numberOf(c.req.param('number') ?? '');
  const pull = c.var.repository.pullRequests.find((candidate) => candidate.number === number);
  if (!pull) throw refusal(404, 'Not Found');
  return pull;
}

async function represent(c: Context<ApiEnv>, pull: PullRequest) {
  const { repository } = c.var;
  return representWholePullRequest(repository, pull, await judgeMergeability(repository, pull));
}

/** Newest first. A `head` without its owner is no filter: GitHub ignores it. */
function search(c: Context<ApiEnv>): PullRequest[] {
  const { owner, pullRequests } = c.var.repository;
  const { state = 'open', head = '', base } = c.req.query();
  return pullRequests
    .filter((pull) => state === 'all' || pull.state === state)
    .filter((pull) => !head.includes(':') || head === `${owner}:${pull.head}`)
    .filter((pull) => !base || pull.base === base)
    .reverse();
}

function invalid(detail: { field: string } | { message: string }) {
  const code = 'field' in detail ? 'invalid' : 'custom';
  return refusal(422, 'Validation Failed', [{ resource: 'PullRequest', code, ...detail }]);
}

async function postPull(c: Context<ApiEnv>): Promise<Response> {
  const { repository } = c.var;
  const { folder, owner, pullRequests } = repository;
  const { title, base, body, draft, ...asked } = await readBody(c, create);
  const head = asked.head.startsWith(`${owner}:`) ? asked.head.slice(owner.length + 1) : asked.head;
  const headSha = await readRef(folder, `refs/heads/${head}`);
  if (!headSha) throw invalid({ field: 'head' });
  const baseSha = await readRef(folder, `refs/heads/${base}`);
  if (!baseSha) throw invalid({ field: 'base' });
  if (pullRequests.some((pull) => pull.state === 'open' && pull.head === head && pull.base === base)) {
    throw invalid({ message: `A pull request already exists for ${owner}:${head}.` });
  }
  if (await isAncestor(folder, headSha, baseSha)) throw invalid({ message: `No commits between ${base} and ${head}` });
  const now = new Date().toISOString();
  const words = { title, body: body ?? null, draft, comments: [] };
  const times = { createdAt: now, updatedAt: now };
  const number = pullRequests.length + 1;
  const pull: PullRequest = { number, ...words, head, headSha, base, baseSha, state: 'open', ...times };
  pullRequests.push(pull);
  return c.json(representWholePullRequest(repository, pull, { kind: 'unknown' }), 201);
}

async function patchPull(c: Context<ApiEnv>): Promise<Response> {
  const { repository } = c.var;
  const pull = find(c);
  const { title = pull.title, body = pull.body, state = pull.state } = await readBody(c, patch);
  if (state === 'open' && pull.state === 'closed') await reopen(repository, pull);
  if (state === 'closed' && pull.state === 'open') markClosed(pull);
  Object.assign(pull, { title, body, updatedAt: new Date().toISOString() });
  return c.json(await represent(c, pull));
}

async function reopen(repository: Repository, pull: PullRequest): Promise<void> {
  const headSha = await readRef(repository.folder, `refs/heads/${pull.head}`);
  if (pull.mergedAt || headSha !== pull.headSha) {
    throw invalid({ message: 'state cannot be changed. The branch was merged, deleted or force-pushed.' });
  }
  pull.state = 'open';
  delete pull.closedAt;
}

async function mergePull(c: Context<ApiEnv>): Promise<Response> {
  const pull = find(c);
  const merged = await mergePullRequest(c.var.repository, pull, await readBody(c, merge));
  if (merged.kind === 'refused') throw refusal(merged.status, merged.message);
  return c.json({ sha: merged.sha, merged: true, message: 'Pull Request successfully merged' });
}

async function postComment(c: Context<ApiEnv>): Promise<Response> {
  const pull = find(c);
  const { body } = await readBody(c, z.object({ body: z.string() }));
  if (!body.trim()) throw refusal(422, 'Validation Failed', ["Body can't be blank"]);
  const comment = { id: pull.number * 1000 + pull.comments.length + 1, body, createdAt: new Date().toISOString() };
  pull.comments.push(comment);
  return c.json(representComment(c, comment), 201);
}

function representComment(c: Context<ApiEnv>, { id, body, createdAt }: PullRequest['comments'][number]) {
  const { repository } = c.var;
  const path = `/issues/comments/${id}`;
  const html_url = htmlUrl(repository, `/pull/${c.req.param('number')}#issuecomment-${id}`);
  return { id, body, html_url, url: apiUrl(repository, path), user: BOT_USER, created_at: createdAt };
}
