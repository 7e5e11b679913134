import type { DeployCard } from './deploy.ts';

/** The card of a deploy that was ended from outside and could not draw its end: what is known, and what was left behind. */
export function closedCard(card: DeployCard, status: 'TERMINATED' | 'TIMED_OUT', endedAt: number): DeployCard {
  if (card.outcome) return card;
  const phase = status === 'TERMINATED' ? 'cancelled' : 'failed';
  const code = status === 'TERMINATED' ? 'cancelled' : 'internal';
  const how = status === 'TERMINATED' ? 'It was terminated in Temporal' : 'Its workflow timed out';
  const { progress: _, queue: __, ...rest } = card;
  return { ...rest, phase, outcome: { phase, code, detail: `${how}. ${leftBehind(card)}` }, endedAt };
}

function leftBehind({ phase, change }: DeployCard): string {
  if (phase === 'rolling-out' || phase === 'verifying')
    return 'Its roll-out had begun: look at what runs before you deploy again.';
  const pullRequest = change?.kind === 'kustomize' ? change.pullRequest : undefined;
  return pullRequest
    ? `Nothing was rolled out; pull request #${pullRequest.number} is still open.`
    : 'Nothing was rolled out.';
}
