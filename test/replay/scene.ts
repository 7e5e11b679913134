import type { Stage } from './stage.ts';

/** A workflow whose history is worth keeping, and the run of it when it has several. */
export interface Played {
  readonly workflowId: string;
  readonly runId?: string;
}

/** By name what is played, and what is recorded of it; several get a number. */
export type Scenes = Readonly<Record<string, (stage: Stage) => Promise<readonly Played[]>>>;
