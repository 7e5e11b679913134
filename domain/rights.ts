import { type Actor, isAllowed, type Standing } from './actor.ts';

/** The group of the catalogue whose members may unlock and cancel other people's, and break glass. */
export const ADMINS = 'admins';

/** What somebody wants to do to a deploy or a target. Approving and rejecting are judged in `approval.ts`. */
export type Wish =
  | { readonly kind: 'deploy' | 'undo' | 'lock' | 'hold' | 'resume'; readonly deployers: readonly string[] }
  /** `owner` set the lock, or asked for the deploy. */
  | { readonly kind: 'unlock' | 'take-lock' | 'cancel'; readonly owner: string }
  | { readonly kind: 'break-glass' };

const RIGHT_REFUSALS = [
  ...(['not-a-deployer', 'not-yours', 'not-an-admin'] as const),
  ...(['guest', 'bot', 'deleted', 'stranger', 'unknown'] as const satisfies readonly Standing[]),
] as const;

export type RightRefusal = (typeof RIGHT_REFUSALS)[number];

export function isRightRefusal(code: unknown): code is RightRefusal {
  return RIGHT_REFUSALS.some((refusal) => refusal === code);
}

/** Facts in, verdict out; nothing when they may. */
export function judgeRight(actor: Actor, wish: Wish): RightRefusal | undefined {
  if (actor.standing !== 'member') return actor.standing;
  switch (wish.kind) {
    case 'deploy':
    case 'undo':
      return isAllowed(actor, wish.deployers) ? undefined : 'not-a-deployer';
    case 'lock':
    case 'hold':
    case 'resume':
      return isAllowed(actor, [...wish.deployers, ADMINS]) ? undefined : 'not-a-deployer';
    case 'unlock':
    case 'take-lock':
    case 'cancel':
      return actor.by === wish.owner || isAllowed(actor, [ADMINS]) ? undefined : 'not-yours';
    case 'break-glass':
      return isAllowed(actor, [ADMINS]) ? undefined : 'not-an-admin';
  }
}
