import { targetId } from '../workflows/contract/ids.ts';

/** Slack's ids of our buttons. */
export const APPROVE = 'deploy-approve';
export const REJECT = 'deploy-reject';
/** Its value is the deploy's id. */
export const CANCEL = 'deploy-cancel';
/** The Deploy button of a chooser; its value is the target's id, as of those that follow. */
export const START = 'deploy-start';
/** Their value is the deploy's id. */
export const UNDO = 'deploy-undo';
export const RUN_AGAIN = 'deploy-run-again';
export const IT_WORKED = 'deploy-it-worked';
export const IT_FAILED = 'deploy-it-failed';
/** Its value is the id of the invocation. */
export const INVOKE_AGAIN = 'invoke-run-again';
/** Their value is the target's id, and the tag that was found or should be there. */
export const ADOPT = 'target-adopt';
export const REVERT = 'target-revert';
/** The Deploy button of a plan; its value is the target's id and the tag. */
export const DEPLOY_PLANNED = 'deploy-planned';
export const BREAK_GLASS = 'target-break-glass';
export const EXTEND_LOCK = 'target-extend-lock';
export const UNLOCK = 'target-unlock';
/** Its value is the target's id, and perhaps the image that is waited for. */
export const TELL_ME = 'target-tell-me';

/** The button that opens the form to choose a deploy in; its value is an environment, or `any`. */
export const OPEN_DEPLOY_FORM = 'deploy-choose';

/** Slack's ids of our forms, their menus and the shortcut. */
export const DEPLOY_FORM = 'deploy-form';
export const FORM_SERVICE = 'deploy-form-service';
export const FORM_REF = 'deploy-form-ref';
export const DRY_RUN = 'dry-run';
export const DEPLOY_SHORTCUT = 'deploy';
export const REJECT_REASON = 'reject-reason';
export const BREAK_GLASS_REASON = 'break-glass-reason';

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

/** What *Adopt*, *Revert* and the Deploy button of a plan carry: a target and a tag. */
export interface TaggedTarget {
  readonly targetId: string;
  readonly tag: string;
}

const TAGGED = /^(?<targetId>target:[^|\s]{1,300})\|(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$/;

export const encodeTagged = (target: Parameters<typeof targetId>[0], tag: string): string =>
  `${targetId(target)}|${tag}`;

export function parseTagged(value: string | undefined): TaggedTarget | undefined {
  const { targetId: id, tag } = TAGGED.exec(value ?? '')?.groups ?? {};
  return id === undefined || tag === undefined ? undefined : { targetId: id, tag };
}

/** Whom *Tell me when free* asks: a target, or a target about an image. */
export interface Interest {
  readonly targetId: string;
  readonly digest?: string;
}

const INTEREST = /^(?<targetId>target:[^|\s]{1,300})(?:\|(?<digest>sha256:[0-9a-f]{1,128}))?$/;

export const encodeInterest = (target: Parameters<typeof targetId>[0], digest?: string): string =>
  digest === undefined ? targetId(target) : `${targetId(target)}|${digest}`;

export function parseInterest(value: string | undefined): Interest | undefined {
  const { targetId: id, digest } = INTEREST.exec(value ?? '')?.groups ?? {};
  return id === undefined ? undefined : { targetId: id, ...(digest !== undefined && { digest }) };
}
