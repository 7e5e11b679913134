import type { BrokenGlass, Hold, Lock } from '../gates.ts';
import type { TargetEffect } from './message.ts';
import type { TargetState } from './state.ts';

/** What a target has to say for itself, as data; the views have the words. */
export type TargetNews = { readonly service: string; readonly environment: string } & (
  | { readonly kind: 'locked'; readonly lock: Lock; readonly takenFrom?: string; readonly rollingOut?: string }
  | { readonly kind: 'unlocked'; readonly by: string; readonly lock: Lock }
  | { readonly kind: 'lock-over'; readonly lock: Lock }
  /** To the former owner. */
  | { readonly kind: 'lock-taken' | 'lock-removed'; readonly by: string; readonly lock: Lock }
  /** To the owner, with buttons. */
  | { readonly kind: 'lock-reminder'; readonly lock: Lock }
  | { readonly kind: 'held'; readonly hold: Hold }
  | { readonly kind: 'resumed'; readonly by: string }
  | { readonly kind: 'glass-broken'; readonly glass: BrokenGlass; readonly frozenFor: string }
  /** In the thread of the deploy. */
  | { readonly kind: 'settled'; readonly by: string; readonly tag: string; readonly worked: boolean }
  /** With buttons: adopt or revert? */
  | { readonly kind: 'drift'; readonly believed: string; readonly found: string | null; readonly canAdopt: boolean }
  | { readonly kind: 'adopted'; readonly by: string; readonly tag: string }
  /** To whoever asked to be told. */
  | { readonly kind: 'free' }
  | { readonly kind: 'deployed-here'; readonly tag: string }
);

type Content = TargetNews extends infer News
  ? News extends TargetNews
    ? Omit<News, 'service' | 'environment'>
    : never
  : never;
type Speaker = Pick<TargetState, 'service' | 'environment' | 'home'>;

/** In the target's channel. */
export const say = (state: Speaker, news: Content): TargetEffect => sayTo(state, state.home?.channel ?? '', news);

/** To one person, by direct message. */
export const sayTo = ({ service, environment, home }: Speaker, channel: string, news: Content): TargetEffect => ({
  kind: 'say',
  channel,
  locale: home?.locale ?? 'en',
  news: { service, environment, ...news },
});
