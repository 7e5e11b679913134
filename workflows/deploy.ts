import { ApplicationFailure, CancellationScope, log, setHandler, workflowInfo } from '@temporalio/workflow';
import type { DeployOutcome, DeployRequest } from '../domain/deploy.ts';
import { listenForTurn } from './await-turn.ts';
import { keepCard } from './card.ts';
import { collectVotes } from './collect-votes.ts';
import { progressQuery } from './contract/messages.ts';
import { endingOf } from './failure.ts';
import { kindOf } from './kinds/index.ts';
import { listenForCancel } from './listen-for-cancel.ts';
import { temporal } from './proxies.ts';
import { type Desk, walk } from './walk.ts';

/** One deploy: it walks; however that ends, it gives its turn back, tidies up, and says what happened. */
export async function deploy(request: DeployRequest): Promise<DeployOutcome> {
  const card = keepCard(request); // drawn beside the deploy: Slack being down stops nothing
  const votes = collectVotes(request, card);
  const turn = listenForTurn(card);
  const cancel = listenForCancel(request, card);
  setHandler(progressQuery, () => card.state, { description: 'How the deploy stands' });
  const desk: Desk = { request, card, votes, turn, kind: kindOf(request) };

  const walked = await cancel.stoppable(() => walk(desk)).catch(failed);
  const outcome = await CancellationScope.nonCancellable(() => close(desk, walked));
  if (outcome.phase === 'failed') {
    throw ApplicationFailure.nonRetryable(outcome.detail ?? 'The deploy failed', outcome.code ?? 'internal', outcome);
  }
  return outcome;
}

const failed = (error: unknown): DeployOutcome => ({ phase: 'failed', ...endingOf(error) });

/** Tidies up, gives the turn back, and says what happened. */
async function close({ request, card, turn, kind }: Desk, walked: DeployOutcome): Promise<DeployOutcome> {
  const { trigger, requestedBy, target } = request;
  const { service, environment } = target;
  const { image } = card.state;
  card.show({ phase: walked.phase, outcome: walked });
  const tidied = kind
    .tidyUp(`tempocat: the deploy of ${service} to ${environment} ended as ${walked.phase}.`)
    .catch((error: unknown) => {
      log.warn('could not tidy up', { error: String(error) });
      return 'tidy' as const;
    });
  if (turn.asked || trigger === 'schedule') {
    const deployId = workflowInfo().workflowId;
    const { phase } = walked;
    await temporal.finishTurn({ service, environment, deployId, requestedBy, phase, ...(image && { image }) });
  }
  const isMerged = (await tidied) === 'merged'; // by a step that was cancelled and could not say so
  const outcome: DeployOutcome =
    isMerged && walked.note === 'nothing-changed' ? { ...walked, note: 'already-rolled-out' } : walked;
  await card.end(outcome);
  return outcome;
}
