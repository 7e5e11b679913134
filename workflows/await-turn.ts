import { condition, setHandler, workflowInfo } from '@temporalio/workflow';
import { policyOf } from '../domain/approval.ts';
import type { Card } from './card.ts';
import { type Turn, turnSignal } from './contract/target-messages.ts';
import { temporal } from './proxies.ts';
import type { Desk } from './walk.ts';

/** What the target said last about our turn. */
export interface TurnNews {
  readonly latest: Turn | undefined;
  /** Since when nobody is given the turn, because of a lock or a freeze; epoch milliseconds. */
  readonly stoppedSince: number | undefined;
  /** A newer image took our place, whether or not we were waiting for a turn. */
  readonly superseded: boolean;
  /** The target knows of us, and must hear how it ended. */
  readonly asked: boolean;
  /** From here on only fresh news counts. */
  ask(): void;
}

export function listenForTurn(card: Card): TurnNews {
  let latest: Turn | undefined;
  let stoppedSince: number | undefined;
  let superseded = false;
  let asked = false;
  setHandler(turnSignal, (turn) => {
    superseded ||= turn.kind === 'superseded';
    if (!asked || latest?.kind === 'granted') return; // whoever has the turn hears nothing new of waiting
    latest = turn;
    if (turn.kind !== 'waiting' || turn.position === undefined) return;
    const { position, holder, stop } = turn;
    stoppedSince = stop && (stoppedSince ?? Date.now());
    card.show({ phase: 'queued', queue: { position, ...(holder && { holder }), ...(stop && { stop }) } });
  });
  return {
    get latest() {
      return latest;
    },
    get stoppedSince() {
      return stoppedSince;
    },
    get superseded() {
      return superseded;
    },
    get asked() {
      return asked;
    },
    ask: () => {
      asked = true;
      latest = undefined;
    },
  };
}

const PATIENCE_MS = 4 * 3_600_000;
const GIVES_UP = 'how long a lock or freeze is waited for';

/** Waits in the target's queue, position visible on the card. A lock or freeze is waited for as long as an approval would be. */
export async function awaitTurn({ request, turn }: Desk): Promise<Turn> {
  const patienceMs = policyOf(request)?.withinMs ?? PATIENCE_MS;
  turn.ask();
  const { target, trigger, requestedBy } = request;
  await temporal.requestTurn({ target: calendarOf(target), trigger, requestedBy, deployId: workflowInfo().workflowId });

  const isSettled = () => turn.superseded || (turn.latest !== undefined && turn.latest.kind !== 'waiting');
  while (!isSettled()) {
    const since = turn.stoppedSince;
    const hasNews = () => isSettled() || turn.stoppedSince !== since;
    if (since === undefined) await condition(hasNews);
    else if (!(await condition(hasNews, Math.max(1, since + patienceMs - Date.now()), { summary: GIVES_UP })))
      return stillStopped(turn.latest);
  }
  return turn.latest === undefined || turn.latest.kind === 'waiting' ? { kind: 'superseded' } : turn.latest;
}

function stillStopped(latest: Turn | undefined): Turn {
  const stop = latest?.stop;
  return { kind: 'refused', code: stop?.code ?? 'locked', ...(stop && { stop }) };
}

/** Others need not wait while people decide anew. */
export async function giveTurnBack({ request: { target, requestedBy, trigger } }: Desk): Promise<void> {
  const { service, environment } = target;
  await temporal.finishTurn({ service, environment, requestedBy, trigger, deployId: workflowInfo().workflowId });
}

/** As much of a target as tells whether it is frozen. */
export function calendarOf({ service, environment, timeZone, freeze }: Desk['request']['target']) {
  return { service, environment, timeZone, ...(freeze && { freeze }) };
}
