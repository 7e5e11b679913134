import type { Scenes } from './scene.ts';
import { approvals } from './scenes/approvals.ts';
import { looks } from './scenes/looks.ts';
import { rollouts } from './scenes/rollouts.ts';
import { targets } from './scenes/targets.ts';

/** Everything that is recorded: each workflow, in each state in which it may be when new code arrives. */
export const scenes: Scenes = { ...approvals, ...rollouts, ...targets, ...looks };
