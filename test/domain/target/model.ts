import type { DeployTrigger } from '../../../domain/deploy.ts';

type Until = { readonly until?: number } | undefined;

export interface Place {
  readonly id: string;
  readonly trigger: DeployTrigger;
}

/** All that a target has to keep in mind about turns and stops, as simply as it can be said. */
export interface Model {
  now: number;
  holder: (Place & { rolling: boolean }) | undefined;
  queue: Place[];
  lock: { readonly by: string; readonly until?: number } | undefined;
  freeze: { readonly until: number } | undefined;
  glass: { readonly until: number } | undefined;
  held: boolean;
  /** What auto-deploy tried in vain, or a person took back. */
  readonly tried: Set<string>;
  /** Automatic deploys that have not reported yet, by digest. */
  readonly onTheirWay: Map<string, string>;
  /** Everything that was ever started, so that nothing is started anew. */
  readonly started: Set<string>;
}

export const newModel = (): Model => ({
  ...{ now: 0, holder: undefined, queue: [], lock: undefined, freeze: undefined, glass: undefined, held: false },
  ...{ tried: new Set(), onTheirWay: new Map(), started: new Set() },
});

export const QUEUE_LIMIT = 20;
const HOUR = 3_600_000;

const isOn = (stop: Until, now: number): boolean =>
  stop !== undefined && (stop.until === undefined || now < stop.until);

export function stopOf({ lock, freeze, glass, now }: Model, trigger: DeployTrigger): 'locked' | 'frozen' | undefined {
  if (isOn(lock, now)) return 'locked';
  const isThrough = isOn(glass, now) && trigger !== 'schedule';
  return isOn(freeze, now) && !isThrough ? 'frozen' : undefined;
}

/** The first who may have the turn has it, when nobody has it. */
function settleTurn(model: Model): void {
  if (model.holder) return;
  const next = model.queue.find(({ trigger }) => !stopOf(model, trigger));
  if (!next) return;
  model.queue = model.queue.filter(({ id }) => id !== next.id);
  model.holder = { ...next, rolling: false };
}

export function ask(model: Model, place: Place, freeze: Model['freeze']): 'refused' | undefined {
  const isKnown = model.holder?.id === place.id || model.queue.some(({ id }) => id === place.id);
  if (!isKnown && model.queue.length >= QUEUE_LIMIT) return 'refused';
  model.freeze = freeze;
  if (model.holder?.id === place.id) model.holder = { ...model.holder, rolling: false };
  else if (!isKnown) model.queue = place.trigger === 'undo' ? [place, ...model.queue] : [...model.queue, place];
  settleTurn(model);
  return undefined;
}

/** The code of the refusal, or `go`. */
export function begin(model: Model, id: string, outside: { freeze: Model['freeze']; inOrder: boolean }): string {
  const { holder } = model;
  if (holder?.id !== id) return 'superseded';
  if (holder.rolling) return 'go';
  model.freeze = outside.freeze;
  const stop = stopOf(model, holder.trigger);
  if (stop) {
    model.holder = undefined;
    model.queue = [{ id, trigger: holder.trigger }, ...model.queue];
    settleTurn(model);
    return stop;
  }
  if (!outside.inOrder) return 'wrong-order';
  if (outside.freeze) model.glass = undefined; // one roll-out each
  model.holder = { ...holder, rolling: true };
  return 'go';
}

export function leave(model: Model, id: string): void {
  if (model.holder?.id === id) model.holder = undefined;
  model.queue = model.queue.filter((place) => place.id !== id);
  settleTurn(model);
}

export function lock(model: Model, by: string, forMs: number | undefined): boolean {
  const { now } = model;
  if (isOn(model.lock, now) && model.lock?.by !== by && by !== 'ADMIN') return false;
  model.lock = { by, ...(forMs !== undefined && { until: now + forMs }) };
  settleTurn(model);
  return true;
}

export function unlock(model: Model, by: string): boolean {
  if (!isOn(model.lock, model.now)) return false;
  if (model.lock?.by !== by && by !== 'ADMIN') return false;
  model.lock = undefined;
  settleTurn(model);
  return true;
}

export function breakGlass(model: Model, freeze: Model['freeze']): boolean {
  if (!freeze) return false;
  model.freeze = freeze;
  model.glass = { until: model.now + HOUR };
  settleTurn(model);
  return true;
}

/** What ends by itself has ended. */
export function tick(model: Model): void {
  if (!isOn(model.lock, model.now)) model.lock = undefined;
  if (!isOn(model.freeze, model.now)) model.freeze = undefined;
  settleTurn(model);
}
