import { ApplicationFailure, CancellationScope, log, setHandler } from '@temporalio/workflow';
import { type Judgement, judgeVote, missingApprovals, policyOf, tally } from '../domain/approval.ts';
import type { DeployRequest, Vote } from '../domain/deploy.ts';
import type { Card } from './card.ts';
import { type Decision, type DecisionAnswer, decideSignal, decideUpdate } from './contract/messages.ts';
import { slack } from './proxies.ts';

export interface Votes {
  readonly tally: ReturnType<typeof tally>;
  /** Opens the vote on the plan that the card shows; earlier votes were for another plan and are void. */
  open(): void;
  close(): void;
}

/** Clicks on Approve and Reject: judged when they arrive, each click counted once, however it came. */
export function collectVotes(request: DeployRequest, card: Card): Votes {
  const policy = policyOf(request);
  const { locale } = request.target;
  const clicks = new Set<string>();
  let votes: readonly Vote[] = [];
  let isOpen = false;

  const judge = (decision: Decision): Judgement => {
    if (!policy || !isOpen) return { kind: 'refused', code: 'not-waiting' };
    return judgeVote({ policy, requestedBy: request.requestedBy, plan: card.state.plan ?? 0, votes }, decision);
  };
  const count = ({ click, decision, by, reason }: Decision): DecisionAnswer => {
    if (!clicks.has(click)) {
      clicks.add(click);
      // Whoever rejects what they asked for themselves withdraws it.
      const meant = decision === 'reject' && by === request.requestedBy ? 'withdraw' : decision;
      votes = [...votes, { decision: meant, by, ...(reason !== undefined && { reason }) }];
      if (card.state.approval) card.show({ approval: { ...card.state.approval, votes } });
    }
    return { kind: 'counted', missing: policy ? missingApprovals(policy, votes) : 0 };
  };

  setHandler(decideUpdate, count, {
    description: 'Approve, reject or withdraw',
    validator: (decision) => {
      if (clicks.has(decision.click)) return; // came before as a signal, and counted
      const judged = judge(decision);
      if (judged.kind === 'refused') throw ApplicationFailure.nonRetryable(`Refused: ${judged.code}`, judged.code);
    },
  });
  setHandler(decideSignal, (decision) => {
    if (clicks.has(decision.click)) return;
    const judged = judge(decision);
    if (judged.kind === 'counts') count(decision);
    else whisper(decision, judged.code);
  });

  return {
    get tally() {
      return policy ? tally(policy, votes) : 'approved';
    },
    open: () => {
      isOpen = true;
      votes = [];
    },
    close: () => {
      isOpen = false;
    },
  };

  /** The person who clicked while no worker answered hears of the refusal now. */
  function whisper({ by }: Decision, code: Extract<Judgement, { kind: 'refused' }>['code']): void {
    const letter = { kind: 'vote-refused', locale, code } as const;
    CancellationScope.nonCancellable(() =>
      slack.whisper({ place: { channel: request.target.channel }, user: by, letter }),
    ).catch((error: unknown) => log.warn('a refusal could not be told', { error: String(error) }));
  }
}
