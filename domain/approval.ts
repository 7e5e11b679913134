import { type Actor, isAllowed } from './actor.ts';
import type { DeployRequest, Vote } from './deploy.ts';
import type { ApprovalPolicy } from './target.ts';

/** Why a click does not count. The sentences for people are the gateway's. */
const VOTE_REFUSALS = [
  'not-an-approver',
  'own-request',
  'not-your-request',
  'not-waiting',
  'old-plan',
  'already-voted',
  'guest',
  'bot',
  'deleted',
  'stranger',
  'unknown-person',
] as const;

export type VoteRefusal = (typeof VOTE_REFUSALS)[number];

export function isVoteRefusal(code: unknown): code is VoteRefusal {
  return VOTE_REFUSALS.some((refusal) => refusal === code);
}

export type Judgement = { readonly kind: 'counts' } | { readonly kind: 'refused'; readonly code: VoteRefusal };

/** Whose approval this deploy needs; an undo needs none unless the policy says `undo: true`. */
export function policyOf({ trigger, target: { approval } }: DeployRequest): ApprovalPolicy | undefined {
  return trigger === 'undo' && !approval?.undo ? undefined : approval;
}

/** A deploy's history grows with each reminder, and Temporal ends a workflow whose history is too long. */
export const REMINDERS_AT_MOST = 500;

/** The vote as it stands: on which plan, asked by whom, who voted. */
export interface Ballot {
  readonly policy: ApprovalPolicy;
  readonly requestedBy: string;
  readonly plan: number;
  readonly votes: readonly Vote[];
}

interface Cast extends Actor {
  readonly decision: Vote['decision'];
  readonly plan: number;
}

/** Four eyes: the one who asks is not the one who agrees, unless the catalogue says so. Anyone may withdraw or reject their own request. */
export function judgeVote(ballot: Ballot, cast: Cast): Judgement {
  const standing = refusalOfStanding(cast.standing);
  if (standing) return refused(standing);
  if (tally(ballot.policy, ballot.votes) !== 'waiting') return refused('not-waiting');
  if (cast.plan !== ballot.plan) return refused('old-plan');

  const isAsker = cast.by === ballot.requestedBy;
  if (cast.decision === 'withdraw') return isAsker ? { kind: 'counts' } : refused('not-your-request');
  if (cast.decision === 'reject' && isAsker) return { kind: 'counts' };
  if (cast.decision === 'approve' && isAsker && !ballot.policy.self) return refused('own-request');
  if (!isAllowed(cast, ballot.policy.by)) return refused('not-an-approver');
  const hasApproved = ballot.votes.some(({ by, decision }) => by === cast.by && decision === 'approve');
  return cast.decision === 'approve' && hasApproved ? refused('already-voted') : { kind: 'counts' };
}

const refused = (code: VoteRefusal): Judgement => ({ kind: 'refused', code });

function refusalOfStanding(standing: Actor['standing']): VoteRefusal | undefined {
  if (standing === 'member') return undefined;
  return standing === 'unknown' ? 'unknown-person' : standing;
}

export type Tally = 'waiting' | 'approved' | 'rejected' | 'withdrawn';

/** One rejection ends it; approvals are counted by person. */
export function tally(policy: ApprovalPolicy, votes: readonly Vote[]): Tally {
  const ending = votes.find(({ decision }) => decision !== 'approve');
  if (ending) return ending.decision === 'reject' ? 'rejected' : 'withdrawn';
  return missingApprovals(policy, votes) === 0 ? 'approved' : 'waiting';
}

export function missingApprovals({ count }: ApprovalPolicy, votes: readonly Vote[]): number {
  const approvers = new Set(votes.filter(({ decision }) => decision === 'approve').map(({ by }) => by));
  return Math.max(0, count - approvers.size);
}
