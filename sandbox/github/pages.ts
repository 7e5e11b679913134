import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { readCommits } from './git/commits.ts';
import { listTree, readObjects } from './git/read-objects.ts';
import { listBranches, resolveCommit } from './git/refs.ts';
import { git, runGit } from './git/run-git.ts';
import { type PullRequest, stateOf } from './pull-request.ts';
import type { Repository } from './repository.ts';
import { cloneUrl, encodePath, htmlUrl } from './rest/represent.ts';

type Markup = ReturnType<typeof html>;
type PageContext = Context<{ Bindings: HttpBindings }>;
type Draw = (repository: Repository, asked: Readonly<Record<string, string>>) => Promise<Page | undefined>;
interface Page {
  readonly title: string;
  readonly body: Markup;
}

/** What a person sees who follows an `html_url`. */
export function createPages(findRepository: (fullName: string) => Repository | undefined) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const show = (draw: Draw) => async (c: PageContext) => {
    const asked = c.req.param();
    const repository = findRepository(`${asked['owner']}/${asked['repo']}`);
    const page = repository && (await draw(repository, asked));
    return page ? c.html(layOut(repository, page)) : c.html(html`<h1>404</h1><p>Not here.</p>`, 404);
  };
  app.get('/:owner/:repo', show(drawRepository));
  app.get('/:owner/:repo/pull/:number', show(drawPullRequest));
  app.get('/:owner/:repo/commit/:ref', show(drawCommit));
  app.get('/:owner/:repo/compare/:basehead{.+}', show(drawComparison));
  app.get('/:owner/:repo/blob/:ref/:path{.+}', show(drawFile));
  return app;
}

function layOut(repository: Repository, { title, body }: Page) {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} · ${repository.fullName}</title><style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328 }
pre { background: #f6f8fa; border: 1px solid #d0d7de; border-radius: 6px; padding: 1rem; overflow: auto }
.state { color: #fff; border-radius: 1rem; padding: .2rem .8rem }
.open { background: #1a7f37 } .merged { background: #8250df } .closed { background: #cf222e }
</style></head><body>
<p><a href="${htmlUrl(repository)}">${repository.fullName}</a></p>
<h1>${title}</h1>
${body}
</body></html>`;
}

const drawRepository: Draw = async (repository) => {
  const { folder, defaultBranch, pullRequests } = repository;
  const files = await listTree(folder, `refs/heads/${defaultBranch}`, ['-r']);
  const commits = await readCommits(folder, ['-20', `refs/heads/${defaultBranch}`]);
  const branches = await listBranches(folder);
  const blob = (path: string) => htmlUrl(repository, `/blob/${encodeURIComponent(defaultBranch)}/${encodePath(path)}`);
  const pull = ({ number }: PullRequest) => htmlUrl(repository, `/pull/${number}`);
  const body = html`<pre>git clone ${cloneUrl(repository)}</pre>
<h2>Files on ${defaultBranch}</h2><ul>${files.map(({ path }) => html`<li><a href="${blob(path)}">${path}</a></li>`)}</ul>
<h2>Last commits</h2><ul>${commits.map(
    ({ sha, message, author }) =>
      html`<li><a href="${htmlUrl(repository, `/commit/${sha}`)}"><code>${sha.slice(0, 7)}</code></a> ${message.split('\n')[0]} <small>${author.name}, ${author.date}</small></li>`,
  )}</ul>
<h2>Pull requests</h2><ul>${pullRequests
    .toReversed()
    .map((it) => html`<li><a href="${pull(it)}">#${it.number} ${it.title}</a> ${stateOf(it)}</li>`)}</ul>
<h2>Branches</h2><ul>${branches.map(({ name }) => html`<li>${name}</li>`)}</ul>`;
  return { title: repository.name, body };
};

const drawPullRequest: Draw = async (repository, { number }) => {
  const pull = repository.pullRequests.find((it) => `${it.number}` === number);
  if (!pull) return undefined;
  const base = pull.mergedAt ? pull.baseSha : `refs/heads/${pull.base}`;
  const state = stateOf(pull);
  const body = html`<p><span class="state ${state}">${state}</span> <code>${pull.head}</code> into <code>${pull.base}</code></p>
<p style="white-space: pre-wrap">${pull.body ?? ''}</p>
<pre>${await diff(repository, `${base}...${pull.headSha}`)}</pre>
${pull.comments.map(({ body }) => html`<p style="white-space: pre-wrap">${body}</p>`)}`;
  return { title: `${pull.title} #${pull.number}`, body };
};

const drawCommit: Draw = async (repository, { ref = '' }) => {
  const sha = await resolveCommit(repository.folder, ref);
  if (!sha) return undefined;
  const text = await git(repository.folder, ['show', '--no-color', '--no-ext-diff', '-m', '--first-parent', sha]);
  return { title: `Commit ${sha.slice(0, 7)}`, body: html`<pre>${text}</pre>` };
};

const drawComparison: Draw = async (repository, { basehead = '' }) => {
  const ends = await Promise.all(basehead.split('...').map((ref) => resolveCommit(repository.folder, ref)));
  if (ends.length !== 2 || ends.includes(undefined)) return undefined;
  const list = await git(repository.folder, ['log', '--oneline', `${ends[0]}..${ends[1]}`]);
  const body = html`<pre>${list}</pre><pre>${await diff(repository, ends.join('...'))}</pre>`;
  return { title: basehead, body };
};

const drawFile: Draw = async (repository, { ref = '', path = '' }) => {
  const sha = await resolveCommit(repository.folder, ref);
  const [object] = sha ? await readObjects(repository.folder, [`${sha}:${path}`]) : [];
  if (object?.type !== 'blob') return undefined;
  return { title: path, body: html`<pre>${object.bytes.toString()}</pre>` };
};

async function diff({ folder }: Repository, range: string): Promise<string> {
  return (await runGit(folder, ['diff', '--no-color', '--no-ext-diff', range])).bytes.toString();
}
