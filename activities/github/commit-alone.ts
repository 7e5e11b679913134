import type { Octokit } from '@octokit/rest';
import type { TagChange, TagWritten } from '../../workflows/contract/ports/github.ts';
import { writeFailure } from './errors.ts';
import { findManifest, withTag } from './find-manifest.ts';
import { pastRaces } from './past-races.ts';
import type { TextFile } from './read-file.ts';
import { headCommit, ownerAndRepo } from './repository.ts';

const BLOB_OR_BRANCH_MOVED = [409];

/** Compare-and-swap: reads, checks that the manifest still says what was planned, and writes on that very blob. One write. */
export function commitAlone(octokit: Octokit, change: TagChange): Promise<TagWritten> {
  return pastRaces(BLOB_OR_BRANCH_MOVED, async () => {
    const file = await findManifest(octokit, change);
    const text = withTag(file, change, change.tag);
    // By an earlier attempt of ours, whose answer was lost. The branch's head holds that commit.
    if (text === 'unchanged') return { kind: 'written', ...(await headCommit(octokit, change.deploy)) };
    if (file.tag !== change.expected) return { kind: 'moved', what: 'manifest' };
    return write(octokit, change, { ...file, text });
  });
}

async function write(octokit: Octokit, { deploy, message }: TagChange, file: TextFile): Promise<TagWritten> {
  try {
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
  } catch (error) {
    throw writeFailure(error, `to write ${file.path} in ${deploy.repository}`);
  }
}
