import type { FinalPhase } from './deploy.ts';
import type { TargetMessage } from './target-message.ts';
import type { TargetState } from './target-state.ts';

const DIGESTS_REMEMBERED = 100;

/** The latest hundred. */
export const latest = <T>(records: readonly T[]): readonly T[] => records.slice(-DIGESTS_REMEMBERED);

/** The fate of an automatic deploy; a fate that is known already stays. */
export function settle(state: TargetState, deployId: string, fate: FinalPhase): TargetState {
  const digests = state.digests.map((record) =>
    record.deployId === deployId && record.fate === 'on-its-way' ? { ...record, fate } : record,
  );
  return { ...state, digests };
}

type Finished = Extract<TargetMessage, { kind: 'finishTurn' }>;

/** What a deploy reports at its end. */
export function remember(state: TargetState, { deployId, by, phase, image }: Finished, now: number): TargetState {
  if (!phase) return state;
  const settled = settle(state, deployId, phase);
  if (phase !== 'deployed' || !image) return settled;
  const { tag, digest } = image;
  const others = state.deployed.filter((known) => known !== digest);
  return { ...settled, running: { tag, digest, deployId, by, at: now }, deployed: latest([...others, digest]) };
}
