import { condition } from '@temporalio/workflow';
import { policyOf } from '../domain/approval.ts';
import type { DeployOutcome, Vote } from '../domain/deploy.ts';
import type { ApprovalPolicy } from '../domain/target.ts';
import type { Desk } from './walk.ts';

export type Decided = { readonly kind: 'approved' } | { readonly kind: 'ended'; readonly outcome: DeployOutcome };

/** Waits for the people whom the catalogue names; without a policy nobody has to agree. */
export async function awaitDecision(desk: Desk): Promise<Decided> {
  const { request, card, votes, turn } = desk;
  const approval = policyOf(request);
  if (!approval) return turn.superseded ? ended({ phase: 'superseded', code: 'superseded' }) : { kind: 'approved' };

  votes.open();
  const expiresAt = Date.now() + approval.withinMs;
  card.show({ phase: 'awaiting-approval', approval: { ...approval, votes: [], expiresAt } });
  callApprovers(desk, 'approval-asked');
  const decided = await untilDecided(desk, approval, expiresAt);
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

/** False when the time is over. Approvers are reminded as often as the catalogue says. */
async function untilDecided(desk: Desk, { remindAfterMs }: ApprovalPolicy, expiresAt: number): Promise<boolean> {
  const isDecided = () => desk.votes.tally !== 'waiting' || desk.turn.superseded;
  for (;;) {
    const left = expiresAt - Date.now();
    if (left <= 0) return isDecided();
    const next = Math.min(left, remindAfterMs ?? left);
    const summary = `${next < left ? 'approvers are reminded; ' : ''}approval expires at ${new Date(expiresAt).toISOString()}`;
    if (await condition(isDecided, next, { summary })) return true;
    if (Date.now() < expiresAt) callApprovers(desk, 'approval-reminder');
  }
}

/** Into the thread, those whose approval is missing: an edit of the message notifies nobody. */
function callApprovers({ card }: Desk, kind: 'approval-asked' | 'approval-reminder'): void {
  card.say({ kind, card: card.state }, () => card.state.phase === 'awaiting-approval');
}

const ended = (outcome: DeployOutcome): Decided => ({ kind: 'ended', outcome });

function reasonOf(votes: readonly Vote[] = []): { detail?: string } {
  const last = votes.at(-1);
  return last?.reason ? { detail: last.reason } : {};
}
