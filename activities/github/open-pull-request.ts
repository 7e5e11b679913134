import type { Octokit } from '@octokit/rest';
import type { PullRequest } from '../../domain/deploy.ts';
import type { ManifestPlace, PullRequestOpened, PullRequestText } from '../../workflows/contract/ports/github.ts';
import { permanent } from '../failures.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { type FoundManifest, findManifest, withTag } from './find-manifest.ts';
import { ownerAndRepo } from './repository.ts';

type Wish = ManifestPlace & PullRequestText;

/** Branch, commit, pull request: each is created first, and looked for when GitHub says that it is there. Five calls. */
export async function openPullRequest(octokit: Octokit, wish: Wish): Promise<PullRequestOpened> {
  const { repository } = wish.deploy;
  try {
    const baseSha = await headOf(octokit, repository, wish.deploy.branch);
    const base = await findManifest(octokit, wish, baseSha);
    if (base.tag === wish.tag && base.digest === null) return { kind: 'unchanged', file: base.path, from: wish.tag };
    const isNew = await createBranch(octokit, wish, baseSha);
    const headSha = isNew ? await write(octokit, wish, base) : await writeOnce(octokit, wish);
    return { kind: 'opened', file: base.path, from: base.tag, pullRequest: await open(octokit, wish, headSha) };
  } catch (error) {
    throw githubFailure(error, `to open a pull request in ${repository}`);
  }
}

async function headOf(octokit: Octokit, repository: string, branch: string): Promise<string> {
  try {
    const { data } = await octokit.rest.git.getRef({ ...ownerAndRepo(repository), ref: `heads/${branch}` });
    return data.object.sha;
  } catch (error) {
    if (!hasStatus(error, 404, 409)) throw error;
    const exists = await octokit.rest.repos.get(ownerAndRepo(repository)).then(
      () => true,
      () => false,
    );
    if (exists)
      throw permanent(
        'manifest-not-found',
        `${repository} has no branch ${branch}. Correct deploy.branch in the catalogue.`,
      );
    throw permanent(
      'repository-not-found',
      `GitHub has no repository ${repository}, or tempocat has no right to see it. Correct deploy.repository, or grant access.`,
    );
  }
}

/** False when the branch is there from an earlier attempt. */
async function createBranch(octokit: Octokit, { deploy, branch }: Wish, sha: string): Promise<boolean> {
  try {
    await octokit.rest.git.createRef({ ...ownerAndRepo(deploy.repository), ref: `refs/heads/${branch}`, sha });
    return true;
  } catch (error) {
    if (!hasStatus(error, 422)) throw error;
    return false;
  }
}

/** The head of the branch after the tag is set on it. */
async function write(octokit: Octokit, wish: Wish, file: FoundManifest): Promise<string> {
  const { data } = await octokit.rest.repos.createOrUpdateFileContents({
    ...ownerAndRepo(wish.deploy.repository),
    path: file.path,
    branch: wish.branch,
    sha: file.sha,
    message: wish.message,
    content: Buffer.from(withTag(file, wish, wish.tag)).toString('base64'),
  });
  return data.commit.sha ?? '';
}

async function writeOnce(octokit: Octokit, wish: Wish): Promise<string> {
  const file = await findManifest(octokit, wish, wish.branch);
  if (file.tag === wish.tag && file.digest === null) return headOf(octokit, wish.deploy.repository, wish.branch);
  return write(octokit, wish, file);
}

async function open(octokit: Octokit, { deploy, branch, title, body }: Wish, headSha: string): Promise<PullRequest> {
  const repository = ownerAndRepo(deploy.repository);
  try {
    const { data } = await octokit.rest.pulls.create({ ...repository, head: branch, base: deploy.branch, title, body });
    return { number: data.number, url: data.html_url, branch, headSha };
  } catch (error) {
    if (!hasStatus(error, 422)) throw error;
    const { data } = await octokit.rest.pulls.list({
      ...repository,
      head: `${repository.owner}:${branch}`,
      state: 'open',
    });
    const [found] = data;
    if (!found) throw error;
    return { number: found.number, url: found.html_url, branch, headSha: found.head.sha };
  }
}
