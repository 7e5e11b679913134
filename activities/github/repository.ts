import type { Octokit } from '@octokit/rest';
import type { KustomizeDeploy } from '../../domain/target.ts';
import { permanent } from '../failures.ts';
import { NamedCommit, Ref, readAnswer } from './answers.ts';
import { githubFailure, hasStatus } from './errors.ts';

/** `owner/name` as Octokit wants it. */
export function ownerAndRepo(repository: string): { readonly owner: string; readonly repo: string } {
  const [owner = '', repo = ''] = repository.split('/');
  return { owner, repo };
}

export function repositoryNotFound(repository: string, key: string): unknown {
  return permanent(
    'repository-not-found',
    `GitHub has no repository ${repository}, or tempocat has no right to see it. Correct ${key} in the catalogue, or grant access.`,
  );
}

/** After a 404: why there is no such repository or branch, or undefined when both are there. */
export async function explainNotFound(octokit: Octokit, deploy: KustomizeDeploy): Promise<unknown> {
  const { repository, branch, path } = deploy;
  const target = ownerAndRepo(repository);
  try {
    await octokit.rest.repos.get(target);
  } catch (error) {
    if (!hasStatus(error, 404)) return githubFailure(error, `to read repository ${repository}`);
    return repositoryNotFound(repository, 'deploy.repository');
  }
  try {
    await octokit.rest.repos.getBranch({ ...target, branch });
    return undefined;
  } catch (error) {
    if (!hasStatus(error, 404)) return githubFailure(error, `to read branch ${branch} of ${repository}`);
    return permanent(
      'manifest-not-found',
      `${repository} has no branch ${branch}: looked for ${path} on ${branch}. Correct deploy.branch in the catalogue.`,
    );
  }
}

/** The commit that a branch points to. */
export async function headOf(octokit: Octokit, repository: string, branch: string): Promise<string> {
  const { data } = await octokit.rest.git.getRef({ ...ownerAndRepo(repository), ref: `heads/${branch}` });
  return readAnswer(Ref, data).object.sha;
}

/** Of the branch that the catalogue names; says what is missing when it is not there. */
export async function headOfBase(octokit: Octokit, deploy: KustomizeDeploy): Promise<string> {
  try {
    return await headOf(octokit, deploy.repository, deploy.branch);
  } catch (error) {
    if (!hasStatus(error, 404, 409)) throw error; // 409: the repository is empty
    throw (await explainNotFound(octokit, deploy)) ?? error;
  }
}

/** What the branch holds now, as a commit that can be pointed at. */
export async function headCommit(
  octokit: Octokit,
  { repository, branch }: KustomizeDeploy,
): Promise<{ readonly commit: string; readonly url: string }> {
  try {
    const { data } = await octokit.rest.repos.getCommit({ ...ownerAndRepo(repository), ref: branch });
    const { sha: commit, html_url: url } = readAnswer(NamedCommit, data);
    return { commit, url };
  } catch (error) {
    throw githubFailure(error, `to read the newest commit of ${branch} in ${repository}`);
  }
}
