import { condition, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Card } from './card.ts';
import { type Turn, turnSignal } from './contract/messages.ts';
import { temporal } from './proxies.ts';
import type { Desk } from './walk.ts';

/** What the target said last about our turn. */
export interface TurnNews {
  readonly latest: Turn | undefined;
  /** A newer image took our place, whether or not we were waiting for a turn. */
  readonly superseded: boolean;
  /** The target knows of us, and must hear how it ended. */
  readonly asked: boolean;
  /** From here on only fresh news counts. */
  ask(): void;
}

export function listenForTurn(card: Card): TurnNews {
  let latest: Turn | undefined;
  let superseded = false;
  let asked = false;
  setHandler(turnSignal, (turn) => {
    superseded ||= turn.kind === 'superseded';
    if (!asked || latest?.kind === 'granted') return; // whoever has the turn hears nothing new of waiting
    latest = turn;
    if (turn.kind !== 'waiting' || turn.position === undefined) return;
    card.show({ phase: 'queued', queue: { position: turn.position, ...(turn.holder && { holder: turn.holder }) } });
  });
  return {
    get latest() {
      return latest;
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

/** Waits in the target's queue, position visible on the card. */
export async function awaitTurn({ request, turn }: Desk): Promise<Turn> {
  turn.ask();
  await temporal.requestTurn(ourselves(request));
  await condition(() => turn.superseded || (turn.latest !== undefined && turn.latest.kind !== 'waiting'));
  return turn.latest?.kind === 'waiting' || !turn.latest ? { kind: 'superseded' } : turn.latest;
}

/** Others need not wait while people decide anew. */
export async function giveTurnBack({ request }: Desk): Promise<void> {
  await temporal.finishTurn(ourselves(request));
}

function ourselves({ target, trigger, requestedBy }: Desk['request']) {
  const { service, environment } = target;
  return { service, environment, trigger, requestedBy, deployId: workflowInfo().workflowId };
}
