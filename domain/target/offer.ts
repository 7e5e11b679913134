import { judgeAutoDeploy } from '../gates.ts';
import { latest } from './memory.ts';
import type { TargetAnswer, TargetMessage } from './message.ts';
import type { DigestRecord, Step, TargetState } from './state.ts';

type Offer = Extract<TargetMessage, { kind: 'offer' }>;

/** Fates after which the schedule leaves a digest alone; it was tried, and a person has to want it. */
const TRIED: readonly DigestRecord['fate'][] = ['failed', 'rejected', 'expired', 'cancelled', 'unchanged', 'undone'];

/** A digest is started once, and the same answer is given until that deploy reports. What stops it uses nothing up. */
export function offer(state: TargetState, message: Offer, now: number): Step {
  const { image, idFor } = message;
  const answered = (answer: TargetAnswer): Step => ({ state, answer, effects: [] });
  const known = state.digests.find(({ digest }) => digest === image.digest);
  if (known?.fate === 'on-its-way') return answered({ kind: 'start', deployId: known.deployId });
  if (state.running?.digest === image.digest) return answered({ kind: 'not-now', why: 'running' });
  if ((known && TRIED.includes(known.fate)) || isReplaced(state, image.digest))
    return answered({ kind: 'not-now', why: 'tried' });
  const why = judgeAutoDeploy(situationOf(state, message), now);
  if (why) return answered({ kind: 'not-now', why });

  const starts = (known?.starts ?? 0) + 1;
  const record: DigestRecord = { digest: image.digest, starts, deployId: idFor(starts), fate: 'on-its-way' };
  const others = state.digests.filter(({ digest }) => digest !== image.digest);
  return {
    state: { ...state, digests: latest([...others, record]) },
    answer: { kind: 'start', deployId: record.deployId },
    effects: overtaken(state).map((deployId) => ({ kind: 'supersede', deployId })),
  };
}

/** It was here, and a person chose something else since: that is not undone by a schedule. */
function isReplaced({ running, deployed }: TargetState, digest: string): boolean {
  return running !== undefined && running.by !== 'schedule' && deployed.includes(digest);
}

function situationOf({ lock, hold }: TargetState, { freeze, notIn }: Offer) {
  return {
    ...(lock && { lock }),
    ...(hold && { hold }),
    ...(freeze && { freeze }),
    ...(notIn !== undefined && { notIn }),
  };
}

/** Automatic deploys that still wait, for approval or for their turn. Never a person's, never one that has the turn. */
export function overtaken({ digests, holder }: TargetState): string[] {
  return digests
    .filter(({ fate, deployId }) => fate === 'on-its-way' && deployId !== holder?.deployId)
    .map(({ deployId }) => deployId);
}
