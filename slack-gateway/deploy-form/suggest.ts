import type { PlainTextOption } from '@slack/types';
import { searchBranches } from '../../client/search-branches.ts';
import { branchSearchId, TASK_QUEUE } from '../../workflows/contract/ids.ts';
import type { Desk } from '../desk.ts';
import { option } from '../views/deploy-form.ts';
import { deployFormWords } from '../views/words/deploy-form.ts';

const OPTIONS_AT_MOST = 100;
const VALUE_AT_MOST = 150; // a longer branch can be said in words
const ANSWERS_WITHIN_MS = 2_200; // Slack waits three seconds
const WORDS_AT_MOST = 100;

/** Services whose name or another word for it holds what was typed, those that begin with it first; in an environment, when the form is for one. */
export function suggestServices({ catalog }: Desk, words: string, environment: string | undefined): PlainTextOption[] {
  const typed = words.normalize('NFKC').trim().toLowerCase();
  const isThere = (name: string) =>
    environment === undefined ||
    catalog.targets.some((target) => target.service === name && target.environment === environment);
  const found = catalog.services.filter(
    ({ name, aliases }) => isThere(name) && [name, ...aliases].some((word) => word.includes(typed)),
  );
  const [first, others] = [
    found.filter(({ name }) => name.startsWith(typed)),
    found.filter(({ name }) => !name.startsWith(typed)),
  ];
  return [...first, ...others].slice(0, OPTIONS_AT_MOST).map(({ name }) => option(name));
}

/** Branches of a service, the newest first, and the words as they were typed: they may be a tag, or GitHub may be down. */
export async function suggestRefs(desk: Desk, service: string, typed: string): Promise<PlainTextOption[]> {
  const words = typed.trim().slice(0, WORDS_AT_MOST);
  const names = await branchesWith(desk, service, words);
  const asTyped =
    words === '' || names.includes(words) ? [] : [option(words, deployFormWords[desk.locale].asTyped(words))];
  const branches = names.filter((name) => name.length <= VALUE_AT_MOST).map((name) => option(name));
  return [...branches, ...asTyped].slice(0, OPTIONS_AT_MOST);
}

/** Only the worker holds GitHub's credentials. Nothing when it does not answer in time. */
async function branchesWith(
  { catalog, client, log }: Desk,
  service: string,
  words: string,
): Promise<readonly string[]> {
  const source = catalog.targets.find((target) => target.service === service && target.source)?.source;
  if (!source) return [];
  const { repository } = source;
  const search = { workflowId: branchSearchId(repository, words), taskQueue: TASK_QUEUE, repository, words };
  return searchBranches(client, { ...search, withinMs: ANSWERS_WITHIN_MS }).catch((error: unknown) => {
    log.warn({ service, error: String(error) }, 'the branches could not be searched');
    return [];
  });
}
