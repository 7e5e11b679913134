import { changeResult } from '../change-result.ts';
import type { DeployTrigger, FinalPhase } from '../deploy.ts';
import type { EndingCode } from '../endings.ts';
import type { TargetMessage } from './message.ts';
import type { DigestRecord, LastChange, Running, TargetState, Version } from './state.ts';

const DIGESTS_REMEMBERED = 100;

/** The latest hundred. */
export const latest = <T>(records: readonly T[]): readonly T[] => records.slice(-DIGESTS_REMEMBERED);

/** The fate of an automatic deploy; a fate that is known already stays. */
export function recordFate(state: TargetState, deployId: string, fate: FinalPhase): TargetState {
  const digests = state.digests.map((record) =>
    record.deployId === deployId && record.fate === 'on-its-way' ? { ...record, fate } : record,
  );
  return { ...state, digests };
}

type Finished = Extract<TargetMessage, { kind: 'finishTurn' }>;

/** What a deploy reports at its end. */
export function remember(before: TargetState, finished: Finished, now: number): TargetState {
  const { deployId, by, trigger, phase, image, changed } = finished;
  if (!phase) return before;
  const settled = recordFate(before, deployId, phase);
  if (!image) return settled;
  const { tag, digest } = image;
  const change = changed && { ...changed, deployId, by, trigger, phase, to: { tag, digest } };
  const state = change ? recordChange(settled, change, now) : settled;
  const present = { tag, digest, deployId, by, at: now };
  if (phase === 'unchanged') return isByHand(state, tag) ? takeOver(state, present) : state;
  if (phase !== 'deployed') return state;
  const isWanted = trigger !== 'schedule' && state.digests.some((record) => record.digest === digest);
  const wanted = isWanted ? mark(state, { digest, deployId, fate: 'deployed' }) : state;
  return runs(wanted, present);
}

/** Nothing to do for a tag that tempocat did not bring there, well or not. */
function isByHand({ running, lastChange }: TargetState, tag: string): boolean {
  return running !== undefined && running.tag !== tag && lastChange?.to.tag !== tag;
}

/** What runs now; what was broken, or found changed by hand before, is of no interest any more. */
function runs({ drift: _, brokenSince: __, ...state }: TargetState, running: Running): TargetState {
  const others = state.deployed.filter((known) => known !== running.digest);
  return { ...state, running, deployed: latest([...others, running.digest]) };
}

/** A person says how the last change ended. */
export function recordSettled(state: TargetState, change: LastChange, now: number): TargetState {
  const { deployId, by, to, settled } = change;
  const { tag, digest } = to;
  if (settled && !settled.worked) return broken({ ...state, lastChange: change }, change.at);
  if (!settled || digest === undefined) return { ...state, lastChange: change };
  const present = { tag, digest, by, at: now, ...(deployId !== undefined && { deployId }) };
  return runs({ ...state, lastChange: { ...change, phase: 'deployed' } }, present);
}

/** What was brought there by hand is wanted: an undo goes back to what was there before. */
export function takeOver(state: TargetState, present: Running): TargetState {
  const { running } = state;
  const { tag, digest, deployId, by, at } = present;
  const lastChange: LastChange = {
    ...{ by, at, phase: 'deployed', to: { tag, digest }, ...(deployId !== undefined && { deployId }) },
    from: running ? { tag: running.tag, digest: running.digest } : null,
  };
  return runs({ ...state, lastChange }, present);
}

interface Change {
  readonly deployId: string;
  readonly by: string;
  readonly trigger: DeployTrigger;
  readonly from: string | null;
  readonly fromDigest?: string;
  readonly to: Version;
  readonly phase: FinalPhase;
  readonly code?: EndingCode;
}

/** The world was changed, well or not. The image that an undo leaves is bad: no schedule picks it again. */
export function recordChange(state: TargetState, change: Change, now: number): TargetState {
  const { deployId, by, trigger, to, phase, code } = change;
  const from = versionOf(state, change);
  const lastChange: LastChange = { deployId, by, at: now, from, to, phase, ...(code && { code }) };
  const next = withResult({ ...state, lastChange }, lastChange);
  if (trigger !== 'undo' || from?.digest === undefined) return next;
  return mark(next, { digest: from.digest, deployId, fate: 'undone' });
}

function withResult(state: TargetState, change: LastChange): TargetState {
  return changeResult(change) === 'failed' ? broken(state, change.at) : state;
}

/** The first failure counts: it is broken until something works. */
const broken = (state: TargetState, at: number): TargetState => ({ ...state, brokenSince: state.brokenSince ?? at });

function versionOf({ running, lastChange }: TargetState, { from, fromDigest, to, trigger }: Change): Version | null {
  if (from === null) return null;
  // Over one that never ran well: what ran before is what ran before that.
  const isRetry = lastChange !== undefined && lastChange.phase !== 'deployed' && lastChange.to.tag === from;
  if (isRetry && trigger !== 'undo' && lastChange.from?.tag !== to.tag) return lastChange.from;
  const digest = fromDigest ?? (running?.tag === from ? running.digest : undefined);
  return { tag: from, ...(digest !== undefined && { digest }) };
}

/** Changes what is remembered of a digest; how often it was started stays, because ids are made of that. */
function mark(state: TargetState, { digest, deployId, fate }: Omit<DigestRecord, 'starts'>): TargetState {
  const known = state.digests.find((record) => record.digest === digest);
  const record: DigestRecord = { digest, starts: known?.starts ?? 0, deployId: known?.deployId ?? deployId, fate };
  return { ...state, digests: latest([...state.digests.filter((other) => other !== known), record]) };
}
