import { type Context, Hono } from 'hono';
import { readCommit, readCommits } from '../git/commits.ts';
import { resolveCommit } from '../git/refs.ts';
import { git, runGit } from '../git/run-git.ts';
import { type Api, type ApiEnv, paginate, restOf } from './api.ts';
import { refusal } from './refusal.ts';
import { apiUrl, encodePath, htmlUrl, representCommit } from './represent.ts';

/** GitHub shows at most so many commits when nobody asks for pages: the newest. */
const MOST_COMMITS = 250;

/** Single commits, and what lies between two of them. */
export function createCompareApi(): Api {
  const api: Api = new Hono<ApiEnv>();
  api.get('/commits/:ref{.+}', async (c) => {
    const { repository } = c.var;
    const ref = restOf(c, 'ref');
    const sha = await resolveCommit(repository.folder, ref);
    const commit = sha ? await readCommit(repository.folder, sha) : undefined;
    if (!commit) throw refusal(422, `No commit found for SHA: ${ref}`);
    return c.json(representCommit(repository, commit));
  });
  api.get('/compare/:basehead{.+}', compare);
  return api;
}

async function compare(c: Context<ApiEnv>): Promise<Response> {
  const { repository } = c.var;
  const { folder } = repository;
  const [baseName = '', headName = ''] = restOf(c, 'basehead').split('...');
  const base = await resolveCommit(folder, baseName);
  const head = await resolveCommit(folder, headName);
  if (!base || !head) throw refusal(404, 'Not Found');
  const mergeBase = (await runGit(folder, ['merge-base', base, head])).bytes.toString().trim();
  if (!mergeBase) throw refusal(404, `No common ancestor between ${baseName} and ${headName}.`);
  const counts = (await git(folder, ['rev-list', '--left-right', '--count', `${base}...${head}`]))
    .split('\t')
    .map(Number);
  const [behind = 0, ahead = 0] = counts;
  const commits = await readCommits(folder, ['--reverse', '--topo-order', `${base}..${head}`]);
  const paged = c.req.query('page') ?? c.req.query('per_page');
  const shown = paged ? paginate(c, commits) : commits.slice(-MOST_COMMITS);
  const ends = await readCommits(folder, ['--no-walk=unsorted', base, mergeBase]);
  const [baseCommit, mergeBaseCommit = baseCommit] = ends.map((commit) => representCommit(repository, commit));
  const path = `/compare/${encodePath(baseName)}...${encodePath(headName)}`;
  return c.json({
    url: apiUrl(repository, path),
    html_url: htmlUrl(repository, path),
    base_commit: baseCommit,
    merge_base_commit: mergeBaseCommit,
    status: statusOf(ahead, behind),
    ahead_by: ahead,
    behind_by: behind,
    total_commits: commits.length,
    commits: shown.map((commit) => representCommit(repository, commit)),
    files: await listChanges(folder, mergeBase, head),
  });
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

async function listChanges(folder: string, from: string, to: string) {
  const text = await git(folder, ['diff', '--numstat', '-z', '--no-renames', from, to]);
  const lines = text.split('\0').filter(Boolean);
  return lines.slice(0, 300).map((line) => {
    const [added, deleted, filename] = line.split('\t');
    const [additions, deletions] = [Number(added) || 0, Number(deleted) || 0];
    return { filename, additions, deletions, changes: additions + deletions };
  });
}
