import type { DeployTrigger, FinalPhase } from './deploy.ts';
import type { TargetAnswer, TargetEffect, TargetMessage } from './target-message.ts';
import { offer, settle } from './target-offer.ts';

/** What a target remembers. Rules in `step`; the workflow only carries messages in and effects out. */
export interface TargetState {
  readonly service: string;
  readonly environment: string;
  readonly holder?: Holder;
  readonly queue: readonly Waiting[];
  readonly running?: Running;
  /** What became of the digests that auto-deploy offered, oldest first, at most 100. */
  readonly digests: readonly DigestRecord[];
}

interface Waiting {
  readonly deployId: string;
  readonly trigger: DeployTrigger;
  readonly by: string;
}

interface Holder extends Waiting {
  readonly since: number;
  readonly rollingOut: boolean;
}

/** What the target deployed last. */
export interface Running {
  readonly tag: string;
  readonly digest: string;
  readonly deployId: string;
  readonly by: string;
  readonly at: number;
}

export interface DigestRecord {
  readonly digest: string;
  /** How many automatic deploys of it were started. */
  readonly starts: number;
  /** The latest of them. */
  readonly deployId: string;
  readonly fate: 'on-its-way' | FinalPhase;
}

export interface Step {
  readonly state: TargetState;
  readonly answer: TargetAnswer;
  readonly effects: readonly TargetEffect[];
}

const QUEUE_LIMIT = 20;

export const newTarget = (service: string, environment: string): TargetState => ({
  service,
  environment,
  queue: [],
  digests: [],
});

/** One message in; the new state, the answer and what to do about it out. `now` in epoch milliseconds. */
export function step(state: TargetState, message: TargetMessage, now: number): Step {
  switch (message.kind) {
    case 'requestTurn':
      return requestTurn(state, message, now);
    case 'finishTurn':
      return passTurn(leave(remember(state, message, now), message.deployId), now);
    case 'closed':
      return passTurn(leave(settle(state, message.deployId, 'failed'), message.deployId), now);
    case 'beginRollOut':
      return beginRollOut(state, message.deployId);
    case 'offer':
      return offer(state, message);
  }
}

const noted = (state: TargetState, effects: readonly TargetEffect[] = []): Step => ({
  state,
  answer: { kind: 'noted' },
  effects,
});

function requestTurn(state: TargetState, { deployId, trigger, by }: Waiting, now: number): Step {
  if (state.holder?.deployId === deployId) return noted(state, [{ kind: 'grant', deployId }]);
  if (state.queue.some((waiting) => waiting.deployId === deployId)) return noted(state, positions(state));
  if (state.queue.length >= QUEUE_LIMIT) return noted(state, [{ kind: 'refuse', deployId, code: 'queue-full' }]);
  return passTurn({ ...state, queue: [...state.queue, { deployId, trigger, by }] }, now);
}

/** Gives the turn to the head of the queue when nobody has it, and tells the others where they stand. */
function passTurn(state: TargetState, now: number): Step {
  const [next, ...queue] = state.queue;
  if (state.holder || !next) return noted(state, positions(state));
  const granted: TargetState = { ...state, holder: { ...next, since: now, rollingOut: false }, queue };
  return noted(granted, [{ kind: 'grant', deployId: next.deployId }, ...positions(granted)]);
}

function positions({ holder, queue }: TargetState): TargetEffect[] {
  if (!holder) return [];
  return queue.map(({ deployId }, index) => ({ kind: 'wait', deployId, position: index + 1, holder: holder.deployId }));
}

function leave({ holder, ...state }: TargetState, deployId: string): TargetState {
  const queue = state.queue.filter((waiting) => waiting.deployId !== deployId);
  return { ...state, queue, ...(holder && holder.deployId !== deployId && { holder }) };
}

type Finished = Extract<TargetMessage, { kind: 'finishTurn' }>;

function remember(state: TargetState, { deployId, by, phase, image }: Finished, now: number): TargetState {
  if (!phase) return state;
  const settled = settle(state, deployId, phase);
  if (phase !== 'deployed' || !image) return settled;
  return { ...settled, running: { tag: image.tag, digest: image.digest, deployId, by, at: now } };
}

/** The last gate before anything irreversible: only who has the turn may go on. */
function beginRollOut(state: TargetState, deployId: string): Step {
  if (state.holder?.deployId !== deployId) {
    return { state, answer: { kind: 'refused', code: 'superseded' }, effects: [] };
  }
  return { state: { ...state, holder: { ...state.holder, rollingOut: true } }, answer: { kind: 'go' }, effects: [] };
}
