import type { ChosenImage, DeployOutcome, DeployRequest, RolloutProgress } from '../../domain/deploy.ts';
import type { Change } from '../../domain/plan.ts';

/**
 * How one kind of deploy is done. It is made for one deploy and remembers what it did to the world,
 * so that `verify` and `tidyUp` know.
 */
export interface DeployKind {
  plan(image: ChosenImage): Promise<Planned>;
  /** Changes the world, once, if it still is what was planned. */
  rollOut(image: ChosenImage): Promise<RolledOut>;
  /** Waits until the image runs. */
  verify(image: ChosenImage, report: (progress: RolloutProgress) => void): Promise<DeployOutcome>;
  /** What the function answered, in its own words. */
  answer?(): string | undefined;
  /** Whether the world is, or may be, no longer as it was. */
  hasChanged(): boolean;
  /** Takes back what planning left behind, if it was not rolled out. `merged`: it was, and cannot be taken back. */
  tidyUp(why: string): Promise<'tidy' | 'merged'>;
}

export type Planned =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'nothing-to-do'; readonly from: string };

/** `moved`: what runs now, or the pull request, is no longer what was planned; nothing was done. */
export type RolledOut =
  | { readonly kind: 'rolled-out' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'ended'; readonly outcome: DeployOutcome };

export const soakOf = ({ target: { soakMs } }: DeployRequest): { readonly soakMs?: number } =>
  soakMs === undefined ? {} : { soakMs };
