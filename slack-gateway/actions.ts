/** Slack's ids of our buttons. */
export const APPROVE = 'deploy-approve';
export const REJECT = 'deploy-reject';
/** The Deploy button of a chooser; its value is the target's id. */
export const START = 'deploy-start';

/** What Approve and Reject carry: a deploy and the number of the plan that was shown. Never a service, a branch or a right. */
export interface Ballot {
  readonly deployId: string;
  readonly plan: number;
}

export type Carried = { readonly kind: 'ballot'; readonly ballot: Ballot } | { readonly kind: 'unreadable' };

const BALLOT = /^(?<plan>\d{1,6})\|(?<deployId>deploy:[^|\s]{1,900})$/;

export const encodeBallot = ({ deployId, plan }: Ballot): string => `${plan}|${deployId}`;

/** Total: whatever a button carries, it is a ballot or it is not. */
export function parseBallot(value: string | undefined): Carried {
  const { plan, deployId } = BALLOT.exec(value ?? '')?.groups ?? {};
  if (plan === undefined || deployId === undefined) return { kind: 'unreadable' };
  return { kind: 'ballot', ballot: { deployId, plan: Number(plan) } };
}
