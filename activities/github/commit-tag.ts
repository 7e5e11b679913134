import { setTimeout as sleep } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import type { ManifestPlace, TagEdit, TagWritten } from '../../workflows/contract/ports/github.ts';
import { NamedCommit, readAnswer } from './answers.ts';
import { githubFailure, hasStatus, isBranchRule, writeFailure } from './errors.ts';
import { findManifest, withTag } from './find-manifest.ts';
import type { TextFile } from './read-file.ts';
import { ownerAndRepo } from './repository.ts';

const TRIES = 6;
const STEP_MS = 150;

type Edit = ManifestPlace & TagEdit;

/** Compare-and-swap: reads, checks that the manifest still says what was planned, and writes on that very blob. */
export async function commitTag(octokit: Octokit, edit: Edit): Promise<TagWritten> {
  for (let attempt = 1; ; attempt += 1) {
    const file = await findManifest(octokit, edit);
    const text = withTag(file, edit, edit.tag);
    if (text === 'unchanged') return ours(octokit, edit, file);
    if (file.tag !== edit.expected) return { kind: 'moved', what: 'manifest' };
    try {
      return await write(octokit, edit, { ...file, text });
    } catch (error) {
      // 409: the blob or the branch moved while we wrote; what others changed elsewhere is none of our business.
      const isRace = hasStatus(error, 409) && !isBranchRule(error);
      if (!isRace || attempt >= TRIES) throw writeFailure(error, `to write ${file.path} in ${edit.deploy.repository}`);
    }
    await sleep(STEP_MS * attempt * (1 + Math.random())); // writers who collided should not collide again
  }
}

async function write(octokit: Octokit, { deploy, message }: Edit, file: TextFile): Promise<TagWritten> {
  const { data } = await octokit.rest.repos.createOrUpdateFileContents({
    ...ownerAndRepo(deploy.repository),
    path: file.path,
    branch: deploy.branch,
    sha: file.sha,
    message,
    content: Buffer.from(file.text).toString('base64'),
  });
  const { sha, html_url: url } = data.commit;
  if (!sha || !url) throw new Error(`GitHub wrote ${file.path} but did not name the commit`); // the next attempt finds it
  return { kind: 'written', commit: sha, url };
}

/** The tag is there already: an earlier attempt of ours, whose answer was lost. The branch's head holds that commit. */
async function ours(octokit: Octokit, { deploy }: Edit, { path }: TextFile): Promise<TagWritten> {
  try {
    const { data } = await octokit.rest.repos.getCommit({ ...ownerAndRepo(deploy.repository), ref: deploy.branch });
    const { sha, html_url: url } = readAnswer(NamedCommit, data);
    return { kind: 'written', commit: sha, url };
  } catch (error) {
    throw githubFailure(error, `to read the commit of ${path} in ${deploy.repository}`);
  }
}
