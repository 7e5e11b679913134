import { ApplicationFailure, CancellationScope, isCancellation, setHandler } from '@temporalio/workflow';
import type { DeployCard, DeployOutcome, DeployRequest } from '../domain/deploy.ts';
import { judgeRight } from '../domain/rights.ts';
import type { Card } from './card.ts';
import { type Cancel, cancelUpdate } from './contract/messages.ts';

export interface CancelDesk {
  /** Runs the walk so that a cancel stops it at the next safe point. */
  stoppable(walk: () => Promise<DeployOutcome>): Promise<DeployOutcome>;
}

/** *Cancel*, by the one who asked or an admin. What is half-way through a merge or a Lambda is finished first. */
export function listenForCancel({ requestedBy }: DeployRequest, card: Card): CancelDesk {
  const scope = new CancellationScope();
  let asked: Cancel | undefined;
  setHandler(
    cancelUpdate,
    (cancel) => {
      const { phase } = card.state;
      if (!asked && !card.state.outcome) card.show({ cancelAsked: wordOf(cancel) });
      asked ??= cancel;
      scope.cancel();
      return { kind: 'cancelling', phase };
    },
    {
      description: 'Stop at the next safe point',
      validator: (actor) => {
        const refusal = judgeRight(actor, { kind: 'cancel', owner: requestedBy });
        if (refusal) throw ApplicationFailure.nonRetryable(`Refused: ${refusal}`, refusal);
      },
    },
  );
  return {
    stoppable: (walk) =>
      scope.run(walk).catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
        return outcomeOf(card.state, asked);
      }),
  };
}

const wordOf = ({ by, reason }: Cancel) => ({ by, ...(reason !== undefined && { reason }) });

/** What was and was not done. */
function outcomeOf({ phase }: DeployCard, asked: Cancel | undefined): DeployOutcome {
  return {
    phase: 'cancelled',
    code: 'cancelled',
    note: phase === 'verifying' ? 'already-rolled-out' : 'nothing-changed',
    ...(asked ? { cancelledBy: wordOf(asked) } : { detail: 'Cancelled in Temporal.' }),
  };
}
