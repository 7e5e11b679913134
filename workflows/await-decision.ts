import { condition } from '@temporalio/workflow';
import type { DeployOutcome } from '../domain/deploy.ts';
import type { Desk } from './walk.ts';

export type Decided = { readonly kind: 'approved' } | { readonly kind: 'ended'; readonly outcome: DeployOutcome };

/** Waits for the people whom the catalogue names; without a policy nobody has to agree. */
export async function awaitDecision({ request, card, votes, turn }: Desk): Promise<Decided> {
  const { approval } = request.target;
  if (!approval) return turn.superseded ? ended({ phase: 'superseded', code: 'superseded' }) : { kind: 'approved' };

  votes.open();
  card.show({
    phase: 'awaiting-approval',
    approval: { ...approval, votes: [], expiresAt: Date.now() + approval.withinMs },
  });
  const decided = await condition(() => votes.tally !== 'waiting' || turn.superseded, approval.withinMs);
  votes.close();

  if (!decided) return ended({ phase: 'expired', code: 'approval-expired' });
  switch (votes.tally) {
    case 'approved':
      return { kind: 'approved' };
    case 'rejected':
    case 'withdrawn':
      return ended({ phase: 'rejected', code: 'rejected', ...reasonOf(card.state.approval?.votes) });
    case 'waiting':
      return ended({ phase: 'superseded', code: 'superseded' });
  }
}

const ended = (outcome: DeployOutcome): Decided => ({ kind: 'ended', outcome });

function reasonOf(votes: NonNullable<Desk['card']['state']['approval']>['votes'] = []): { detail?: string } {
  const last = votes.at(-1);
  return last?.reason ? { detail: last.reason } : {};
}
