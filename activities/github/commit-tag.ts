import { setTimeout as sleep } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import type { ManifestPlace, TagEdit, TagWritten } from '../../workflows/contract/ports/github.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { type FoundManifest, findManifest, withTag } from './find-manifest.ts';
import { ownerAndRepo } from './repository.ts';

const TRIES = 6;
const STEP_MS = 150;

/** Compare-and-swap: reads, checks that the manifest still says what was planned, and writes on that very blob. */
export async function commitTag(octokit: Octokit, edit: ManifestPlace & TagEdit): Promise<TagWritten> {
  for (let attempt = 1; ; attempt += 1) {
    const file = await findManifest(octokit, edit);
    if (file.tag === edit.tag && file.digest === null) return ours(octokit, edit, file);
    if (file.tag !== edit.expected) return { kind: 'moved', what: 'manifest' };
    try {
      return await write(octokit, edit, file);
    } catch (error) {
      // 409: the blob or the branch moved while we wrote; what others changed elsewhere is none of our business.
      if (!hasStatus(error, 409) || attempt >= TRIES)
        throw githubFailure(error, `to write ${file.path} in ${edit.deploy.repository}`);
    }
    await sleep(STEP_MS * attempt * (1 + Math.random())); // writers who collided should not collide again
  }
}

async function write(octokit: Octokit, edit: ManifestPlace & TagEdit, file: FoundManifest): Promise<TagWritten> {
  const { repository, branch } = edit.deploy;
  const { data } = await octokit.rest.repos.createOrUpdateFileContents({
    ...ownerAndRepo(repository),
    path: file.path,
    branch,
    sha: file.sha,
    message: edit.message,
    content: Buffer.from(withTag(file, edit, edit.tag)).toString('base64'),
  });
  return { kind: 'written', commit: data.commit.sha ?? '', url: data.commit.html_url ?? '' };
}

/** The tag is there already: an earlier attempt of ours, whose answer was lost. The branch's head holds that commit. */
async function ours(
  octokit: Octokit,
  { deploy, expected, tag }: ManifestPlace & TagEdit,
  { path }: FoundManifest,
): Promise<TagWritten> {
  if (expected === tag) return { kind: 'moved', what: 'manifest' };
  try {
    const { data } = await octokit.rest.repos.getCommit({ ...ownerAndRepo(deploy.repository), ref: deploy.branch });
    return { kind: 'written', commit: data.sha, url: data.html_url };
  } catch (error) {
    throw githubFailure(error, `the commit of ${path} in ${deploy.repository}`);
  }
}
