import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { FaultGate } from '../../sandbox/fault-gate.ts';
import type { Vendor } from '../../sandbox/mishaps.ts';

/** One activity in the matrix: a world in which it can run again and again, each time in a fresh place. */
export interface Row {
  readonly vendor: Vendor;
  /** With room for so many scenes. */
  readonly open: (scenes: number) => Promise<Town>;
  /** What it may answer instead of what it answers in good times. */
  readonly mayAnswer?: readonly string[];
  /** The one step that cannot be made so that it happens once: a message whose answer was lost is posted again. */
  readonly mayDouble?: true;
  /** Never run a second time by Temporal. */
  readonly once?: true;
}

export interface Town {
  readonly gate: FaultGate;
  scene(): Promise<Scene>;
  close(): Promise<void>;
}

export interface Scene {
  /** Runs the activity; its answer in short. */
  readonly run: (attempt: number) => Promise<string>;
  /** What was done to the world, each thing as often as it was done. */
  readonly effects: () => readonly string[] | Promise<readonly string[]>;
}

/** A look at the world leaves nothing behind. */
export const NO_EFFECT = () => [];

const QUIET = new DefaultLogger('ERROR');

/** Runs an activity as a worker would, on its so many-eth attempt. */
export const asActivity = <Args extends unknown[], R>(
  activity: (...args: Args) => Promise<R>,
  attempt: number,
  ...args: Args
): Promise<R> => new MockActivityEnvironment({ attempt }, { logger: QUIET }).run(activity, ...args);
