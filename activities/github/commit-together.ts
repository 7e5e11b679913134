import type { Octokit } from '@octokit/rest';
import { messageOfAll } from '../../domain/deploy-message.ts';
import type { KustomizeDeploy } from '../../domain/target.ts';
import type { TagChange, TagWritten } from '../../workflows/contract/ports/github.ts';
import { NamedCommit, readAnswer } from './answers.ts';
import { githubFailure, writeFailure } from './errors.ts';
import { type FoundManifest, findManifest, manifestIn, withTag } from './find-manifest.ts';
import { pastRaces } from './past-races.ts';
import { headCommit, headOfBase, ownerAndRepo } from './repository.ts';
import { treeWith } from './tree-with.ts';

/** What is to be written on top of `head`. */
interface Draft {
  readonly head: string;
  /** By path. */
  readonly texts: Map<string, string>;
  readonly messages: string[];
}

const BRANCH_MOVED = [409, 422]; // 422: it does not move forward to what we made

/** Changes of one branch in one commit: three writes, however many there are. Each hears for itself what became of it. */
export async function commitTogether(
  octokit: Octokit,
  changes: readonly TagChange[],
): Promise<PromiseSettledResult<TagWritten>[]> {
  const [first] = changes;
  return first ? pastRaces(BRANCH_MOVED, () => commitAll(octokit, first.deploy, changes)) : [];
}

async function commitAll(octokit: Octokit, deploy: KustomizeDeploy, changes: readonly TagChange[]) {
  const head = await headOfBase(octokit, deploy).catch((error: unknown) => {
    throw githubFailure(error, `to read ${deploy.branch} of ${deploy.repository}`);
  });
  const draft: Draft = { head, texts: new Map(), messages: [] };
  const verdicts = await drawUp(octokit, draft, changes);
  const isNews = draft.messages.length > 0;
  const commit = isNews ? await write(octokit, deploy, draft) : await headCommit(octokit, deploy);
  return verdicts.map((verdict): PromiseSettledResult<TagWritten> => {
    if (verdict.status === 'rejected') return verdict;
    const value: TagWritten =
      verdict.value === 'ours' ? { kind: 'written', ...commit } : { kind: 'moved', what: 'manifest' };
    return { status: 'fulfilled', value };
  });
}

/** Everything is read first, so that the changes are entered in the order in which they came. */
async function drawUp(octokit: Octokit, draft: Draft, changes: readonly TagChange[]) {
  const readings = changes.map((change) => ({ change, file: findManifest(octokit, change, draft.head) }));
  await Promise.allSettled(readings.map(({ file }) => file));
  return Promise.allSettled(readings.map(async ({ change, file }) => enter(draft, change, await file)));
}

/** Into the draft, on top of what others change in the same file. */
function enter({ texts, messages }: Draft, change: TagChange, read: FoundManifest): 'ours' | 'moved' {
  const file = manifestIn({ ...read, text: texts.get(read.path) ?? read.text }, change);
  const text = withTag(file, change, change.tag);
  if (text === 'unchanged') return 'ours'; // by an earlier attempt, whose answer was lost
  if (file.tag !== change.expected) return 'moved';
  texts.set(file.path, text);
  messages.push(change.message);
  return 'ours';
}

/** Refused when the branch has moved since `head`: what was read there need not be true any more. */
async function write(octokit: Octokit, { repository, branch }: KustomizeDeploy, { head, texts, messages }: Draft) {
  const place = ownerAndRepo(repository);
  try {
    const tree = await treeWith(octokit, { repository, commit: head, texts });
    const message = messageOfAll(messages);
    const { data } = await octokit.rest.git.createCommit({ ...place, message, tree, parents: [head] });
    const { sha, html_url: url } = readAnswer(NamedCommit, data);
    await octokit.rest.git.updateRef({ ...place, ref: `heads/${branch}`, sha, force: false });
    return { commit: sha, url };
  } catch (error) {
    throw writeFailure(error, `to write ${texts.size} files in ${repository}`);
  }
}
