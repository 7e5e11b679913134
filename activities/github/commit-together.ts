import type { Octokit } from '@octokit/rest';
import { messageOfAll } from '../../domain/deploy-message.ts';
import type { KustomizeDeploy } from '../../domain/target.ts';
import type { TagChange, TagWritten } from '../../workflows/contract/ports/github.ts';
import { NamedCommit, Ref, readAnswer } from './answers.ts';
import { githubFailure, hasStatus, writeFailure } from './errors.ts';
import { type FoundManifest, findManifest, manifestIn, withTag } from './find-manifest.ts';
import { pastRaces } from './past-races.ts';
import { explainNotFound, headCommit, ownerAndRepo } from './repository.ts';
import { treeWith } from './tree-with.ts';

/** What is to be written on top of `head`. */
interface Draft {
  readonly head: string;
  /** By path. */
  readonly texts: Map<string, string>;
  readonly messages: string[];
}

/** Changes of one branch in one commit: three writes, however many there are. Each hears for itself what became of it. */
export async function commitTogether(
  octokit: Octokit,
  changes: readonly TagChange[],
): Promise<PromiseSettledResult<TagWritten>[]> {
  const [first] = changes;
  return first ? pastRaces(() => commitAll(octokit, first.deploy, changes)) : [];
}

async function commitAll(octokit: Octokit, deploy: KustomizeDeploy, changes: readonly TagChange[]) {
  const draft: Draft = { head: await headOf(octokit, deploy), texts: new Map(), messages: [] };
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

async function drawUp(octokit: Octokit, draft: Draft, changes: readonly TagChange[]) {
  const found = await Promise.allSettled(changes.map((change) => findManifest(octokit, change, draft.head)));
  const verdicts: PromiseSettledResult<'ours' | 'moved'>[] = [];
  for (const [index, change] of changes.entries()) {
    const read = found[index];
    if (read?.status === 'rejected') verdicts.push(read);
    else if (read) verdicts.push(...(await Promise.allSettled([enter(draft, change, read.value)])));
  }
  return verdicts;
}

/** Into the draft, on top of what others change in the same file. Waits for nothing; async, so that a refusal is a verdict as well. */
async function enter({ texts, messages }: Draft, change: TagChange, read: FoundManifest): Promise<'ours' | 'moved'> {
  const file = manifestIn({ ...read, text: texts.get(read.path) ?? read.text }, change);
  const text = withTag(file, change, change.tag);
  if (text === 'unchanged') return 'ours'; // by an earlier attempt, whose answer was lost
  if (file.tag !== change.expected) return 'moved';
  texts.set(file.path, text);
  messages.push(change.message);
  return 'ours';
}

async function headOf(octokit: Octokit, deploy: KustomizeDeploy): Promise<string> {
  const { repository, branch } = deploy;
  try {
    const { data } = await octokit.rest.git.getRef({ ...ownerAndRepo(repository), ref: `heads/${branch}` });
    return readAnswer(Ref, data).object.sha;
  } catch (error) {
    const missing = hasStatus(error, 404) ? await explainNotFound(octokit, deploy) : undefined;
    throw missing ?? githubFailure(error, `to read ${branch} of ${repository}`);
  }
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
