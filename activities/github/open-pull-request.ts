import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { PullRequest } from '../../domain/plan.ts';
import type { ManifestPlace, PullRequestOpened, PullRequestText } from '../../workflows/contract/ports/github.ts';
import { OpenPullRequest, readAnswer } from './answers.ts';
import { githubFailure, hasStatus, writeFailure } from './errors.ts';
import { findManifest, withTag } from './find-manifest.ts';
import type { TextFile } from './read-file.ts';
import { headOf, headOfBase, ownerAndRepo } from './repository.ts';

type Wish = ManifestPlace & PullRequestText;

/** Branch, commit, pull request: each is created first, and looked for when GitHub says that it is there. Five calls. */
export async function openPullRequest(octokit: Octokit, wish: Wish): Promise<PullRequestOpened> {
  const { repository } = wish.deploy;
  try {
    const baseSha = await headOfBase(octokit, wish.deploy);
    const base = await findManifest(octokit, wish, baseSha);
    const text = withTag(base, wish, wish.tag);
    if (text === 'unchanged') return { kind: 'unchanged', file: base.path, from: wish.tag };
    const isNew = await createBranch(octokit, wish, baseSha);
    const headSha = isNew ? await write(octokit, wish, { ...base, text }) : await writeOnce(octokit, wish);
    return { kind: 'opened', file: base.path, from: base.tag, pullRequest: await open(octokit, wish, headSha) };
  } catch (error) {
    throw githubFailure(error, `to open a pull request in ${repository}`);
  }
}

/** False when the branch is there from an earlier attempt. */
async function createBranch(octokit: Octokit, { deploy, branch }: Wish, sha: string): Promise<boolean> {
  try {
    await octokit.rest.git.createRef({ ...ownerAndRepo(deploy.repository), ref: `refs/heads/${branch}`, sha });
    return true;
  } catch (error) {
    if (hasStatus(error, 422) && /already exists/i.test(error.message)) return false;
    throw writeFailure(error, `to create branch ${branch} in ${deploy.repository}`);
  }
}

/** The head of the branch after the tag is set on it. */
async function write(octokit: Octokit, { deploy, branch, message }: Wish, file: TextFile): Promise<string> {
  const { data } = await octokit.rest.repos.createOrUpdateFileContents({
    ...ownerAndRepo(deploy.repository),
    path: file.path,
    branch,
    sha: file.sha,
    message,
    content: Buffer.from(file.text).toString('base64'),
  });
  if (!data.commit.sha) throw new Error(`GitHub wrote ${file.path} but did not name the commit`); // the next attempt finds it
  return data.commit.sha;
}

/** An earlier attempt may have written the tag, or died right before. */
async function writeOnce(octokit: Octokit, wish: Wish): Promise<string> {
  const headSha = await headOf(octokit, wish.deploy.repository, wish.branch);
  const file = await findManifest(octokit, wish, headSha);
  const text = withTag(file, wish, wish.tag);
  return text === 'unchanged' ? headSha : write(octokit, wish, { ...file, text });
}

/** One that somebody closed is no obstacle to GitHub: a new one is opened for the same branch. */
async function open(octokit: Octokit, { deploy, branch, title, body }: Wish, headSha: string): Promise<PullRequest> {
  const repository = ownerAndRepo(deploy.repository);
  const base = deploy.branch;
  try {
    const { data } = await octokit.rest.pulls.create({ ...repository, head: branch, base, title, body });
    const { number, html_url: url } = readAnswer(OpenPullRequest, data);
    return { number, url, branch, headSha };
  } catch (error) {
    if (!hasStatus(error, 422)) throw error;
    const head = `${repository.owner}:${branch}`;
    const { data } = await octokit.rest.pulls.list({ ...repository, head, base, state: 'open' });
    const [found] = readAnswer(z.array(OpenPullRequest), data);
    if (!found) throw error;
    return { number: found.number, url: found.html_url, branch, headSha };
  }
}
