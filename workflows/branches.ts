import type { BranchesRequest } from './contract/messages.ts';
import type { Letter } from './contract/ports/slack.ts';
import { endingOf } from './failure.ts';
import { github, slack } from './proxies.ts';

type Found = Extract<Letter, { kind: 'branches' }>['found'];

/** A look-up that needs GitHub, and so a worker. */
export async function branches({
  service,
  repository,
  locale,
  requestedBy,
  place,
  privately,
}: BranchesRequest): Promise<void> {
  const found = await github.listBranches({ repository }).then(listed, failed);
  const letter: Letter = { kind: 'branches', locale, service, found };
  if (privately) await slack.whisper({ place, user: requestedBy, letter });
  else await slack.postMessage({ place, letter });
}

const listed = (list: { readonly names: readonly string[]; readonly more: boolean }): Found => ({
  kind: 'listed',
  ...list,
});
const failed = (error: unknown): Found => ({ kind: 'failed', detail: endingOf(error).detail });
