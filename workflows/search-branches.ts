import type { BranchSearch } from './contract/messages.ts';
import type { GitHubPort } from './contract/ports/github.ts';
import { searching } from './proxies.ts';

/** Somebody types in a menu of branches: a look that is worth nothing a moment later. */
export function searchBranches(search: BranchSearch): ReturnType<GitHubPort['searchBranches']> {
  return searching.searchBranches(search);
}
