import type { DeployTrigger } from './deploy.ts';
import type { Freeze } from './freeze.ts';

/** A person's stop on a target. Times in epoch milliseconds; without `until` it stands until somebody unlocks. */
export interface Lock {
  readonly by: string;
  readonly reason: string;
  readonly at: number;
  readonly until?: number;
}

/** Auto-deploy paused. */
export interface Hold {
  readonly by: string;
  readonly at: number;
  readonly reason?: string;
  /** The undo that put it on hold. */
  readonly undo?: string;
}

/** An admin's word that the next roll-out may go through the freeze. */
export interface BrokenGlass {
  readonly by: string;
  readonly reason: string;
  readonly until: number;
}

/** What is known of a target when somebody or something wants to change it. */
export interface Situation {
  readonly lock?: Lock;
  readonly freeze?: Freeze;
  readonly glass?: BrokenGlass;
  /** The environment that has to have this image first, and has not. */
  readonly notIn?: string;
}

/** Why a target may not be changed now. */
export type Stop =
  | ({ readonly code: 'locked' } & Lock)
  | ({ readonly code: 'frozen' } & Freeze)
  | { readonly code: 'wrong-order'; readonly notIn: string };

/** The one gatekeeper, for text, button and schedule alike, and again before each step that cannot be taken back. */
export function judgeGates({ lock, freeze, glass, notIn }: Situation, now: number): Stop | undefined {
  if (lock && isInForce(lock, now)) return { code: 'locked', ...lock };
  if (freeze && isInForce(freeze, now) && !(glass && isInForce(glass, now))) return { code: 'frozen', ...freeze };
  return notIn === undefined ? undefined : { code: 'wrong-order', notIn };
}

/** What was asked and did not stop it, as people are told. */
export type PassedGate = 'no-lock' | 'no-freeze' | 'glass-broken' | 'in-order';

export function passedGates({
  freeze,
  hasOrder,
}: Pick<Situation, 'freeze'> & { readonly hasOrder: boolean }): PassedGate[] {
  return ['no-lock', freeze ? 'glass-broken' : 'no-freeze', ...(hasOrder ? (['in-order'] as const) : [])];
}

/** What ran here before has its place in the order of environments already. */
export const mindsOrder = (trigger: DeployTrigger): boolean => trigger !== 'undo';

/** Broken glass is for people, not for the schedule. */
export const passesBrokenGlass = (trigger: DeployTrigger): boolean => trigger !== 'schedule';

/** Auto-deploy also minds a hold, and no broken glass is meant for it. */
export function judgeAutoDeploy(
  { glass: _, ...situation }: Situation & { readonly hold?: Hold },
  now: number,
): Stop['code'] | 'held' | undefined {
  return judgeGates(situation, now)?.code ?? (situation.hold ? 'held' : undefined);
}

/** Locks and freezes end; for the wrong order nothing can be waited for. */
export const isPassing = (stop: Stop): stop is Exclude<Stop, { code: 'wrong-order' }> => stop.code !== 'wrong-order';

/** Without an end it stands until somebody ends it. */
export function isInForce({ until }: { readonly until?: number }, now: number): boolean {
  return until === undefined || now < until;
}
