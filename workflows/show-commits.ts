import { log } from '@temporalio/workflow';
import type { Change } from '../domain/plan.ts';
import { courtesy } from './proxies.ts';
import type { Desk } from './walk.ts';

/** The list of commits comes when it comes; a deploy does not wait for it. */
export function showCommits({ request, card }: Desk, { from, to }: Change): void {
  const { source } = request.target;
  if (!source || from === null || from === to) return;
  courtesy.listCommits({ source, from, to }).then(
    (commits) => card.show({ commits }),
    (error: unknown) => log.warn('the commits could not be listed', { error: String(error) }),
  );
}
