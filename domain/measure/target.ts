import { changeResult } from '../change-result.ts';
import type { DeployTrigger } from '../deploy.ts';
import { count, type Measure, seconds } from '../measure.ts';
import type { TargetMessage } from '../target/message.ts';
import type { TargetState } from '../target/state.ts';

interface Step {
  readonly before: TargetState;
  readonly message: TargetMessage;
  readonly after: TargetState;
  readonly now: number;
}

/** What one message to a target says about how its changes go. A message that comes twice says it once. */
export function measureTarget(step: Step): Measure[] {
  const { before, after } = step;
  if (before.lastChange === after.lastChange && before.brokenSince === after.brokenSince) return [];
  return [...changes(step), ...settlements(step), ...restorations(step)];
}

function changes(step: Step): Measure[] {
  const { before, after } = step;
  const trigger = triggerOf(step);
  const { lastChange } = after;
  if (!trigger || !lastChange || !isNew(step)) return [];
  const result = changeResult(lastChange);
  if (trigger !== 'undo') return [count('tempocat_changes', { ...placeOf(after), result })];
  const of = before.lastChange ? changeResult(before.lastChange) : 'unknown';
  return [count('tempocat_undos', { ...placeOf(after), of, result })];
}

const isNew = ({ before, after }: Step): boolean => before.lastChange?.deployId !== after.lastChange?.deployId;

/** Whose deploy it was that ended; none where a person adopted what was there. */
function triggerOf({ before, message }: Step): DeployTrigger | undefined {
  if (message.kind === 'finishTurn') return message.changed && message.trigger;
  return message.kind === 'closed' ? before.holder?.trigger : undefined;
}

/** What nobody knew is known now. */
function settlements({ message, after }: Step): Measure[] {
  if (message.kind !== 'settle') return [];
  return [count('tempocat_changes', { ...placeOf(after), result: message.worked ? 'worked' : 'failed' })];
}

/** It runs well again: since it failed, or since the change that looked well and was taken back. */
function restorations(step: Step): Measure[] {
  const { before, after, now } = step;
  if (after.brokenSince !== undefined) return [];
  const since = before.brokenSince ?? (isTakenBack(step) ? before.lastChange?.at : undefined);
  return since === undefined ? [] : [seconds('tempocat_restore_time', now - since, placeOf(after))];
}

function isTakenBack(step: Step): boolean {
  const { lastChange } = step.after;
  return triggerOf(step) === 'undo' && isNew(step) && lastChange !== undefined && changeResult(lastChange) === 'worked';
}

const placeOf = ({ service, environment }: TargetState) => ({ service, environment });
