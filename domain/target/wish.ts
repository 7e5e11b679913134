import type { Actor } from '../actor.ts';
import type { Freeze } from '../freeze.ts';
import type { Hold, Lock } from '../gates.ts';
import type { Home } from './message.ts';

/** What a person wants of a target itself. Whether they may deploy there at all, the gateway has judged. */
export type TargetWish = { readonly home: Home } & (
  | (Actor & {
      readonly kind: 'lock';
      /** Absent: the lock that stands is only extended. */
      readonly reason?: string;
      readonly forMs?: number;
      readonly remindAfterMs: number;
    })
  | (Actor & { readonly kind: 'unlock' })
  | (Actor & { readonly kind: 'resume' })
  | (Actor & { readonly kind: 'hold'; readonly reason?: string })
  /** What became of a deploy whose outcome nobody knew. Said in the thread of its message. */
  | (Actor & {
      readonly kind: 'settle';
      readonly deployId: string;
      readonly worked: boolean;
      readonly threadTs?: string;
    })
  /** What was changed by hand is right. */
  | (Actor & { readonly kind: 'adopt'; readonly tag: string })
  | (Actor & { readonly kind: 'breakGlass'; readonly reason: string; readonly freeze?: Freeze })
  | {
      readonly kind: 'tellMe';
      readonly by: string;
      readonly freeze?: Freeze;
      /** Only when this image has been deployed here. */
      readonly digest?: string;
    }
);

/** One kind of wish, without its name. */
export type WishFor<Kind extends TargetWish['kind']> = Omit<Extract<TargetWish, { kind: Kind }>, 'kind'>;

/** What the person hears. */
export type WishAnswer =
  | {
      readonly kind: 'locked';
      readonly lock: Lock;
      /** It came too late for this one. */
      readonly rollingOut?: string;
      readonly takenFrom?: string;
    }
  | { readonly kind: 'unlocked' }
  | { readonly kind: 'not-locked' }
  | { readonly kind: 'not-yours'; readonly lock: Lock }
  | { readonly kind: 'held'; readonly hold: Hold }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'not-held' }
  | { readonly kind: 'glass-broken'; readonly until: number }
  | { readonly kind: 'not-frozen' }
  | { readonly kind: 'not-an-admin' }
  | { readonly kind: 'settled'; readonly worked: boolean }
  | { readonly kind: 'settled-already'; readonly by: string; readonly worked: boolean }
  | { readonly kind: 'nothing-to-settle' }
  | { readonly kind: 'adopted'; readonly tag: string }
  | { readonly kind: 'nothing-to-adopt' }
  | { readonly kind: 'listening' }
  | { readonly kind: 'free-already' }
  | { readonly kind: 'too-many' };
