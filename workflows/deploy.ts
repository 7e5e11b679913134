import {
  ApplicationFailure,
  CancellationScope,
  isCancellation,
  log,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { DeployOutcome, DeployRequest } from '../domain/deploy.ts';
import { listenForTurn } from './await-turn.ts';
import { keepCard } from './card.ts';
import { collectVotes } from './collect-votes.ts';
import { progressQuery } from './contract/messages.ts';
import { endingOf } from './failure.ts';
import { kindOf } from './kinds/index.ts';
import { temporal } from './proxies.ts';
import { type Desk, walk } from './walk.ts';

/** One deploy: it walks; however that ends, it gives its turn back, tidies up, and says what happened. */
export async function deploy(request: DeployRequest): Promise<DeployOutcome> {
  const card = keepCard(request); // drawn beside the deploy: Slack being down stops nothing
  const votes = collectVotes(request, card);
  const turn = listenForTurn(card);
  setHandler(progressQuery, () => card.state, { description: 'How the deploy stands' });
  const desk: Desk = { request, card, votes, turn, kind: kindOf(request) };

  const outcome = await walk(desk).catch(failed);
  await CancellationScope.nonCancellable(() => close(desk, outcome));
  if (outcome.phase === 'failed') {
    throw ApplicationFailure.nonRetryable(outcome.detail ?? 'The deploy failed', outcome.code ?? 'internal', outcome);
  }
  return outcome;
}

function failed(error: unknown): DeployOutcome {
  if (isCancellation(error)) return { phase: 'cancelled', code: 'cancelled', detail: 'Cancelled in Temporal.' };
  return { phase: 'failed', ...endingOf(error) };
}

async function close({ request, card, turn, kind }: Desk, outcome: DeployOutcome): Promise<void> {
  const { trigger, requestedBy, target } = request;
  const { service, environment } = target;
  const { image } = card.state;
  card.show({ phase: outcome.phase, outcome });
  if (turn.asked || trigger === 'schedule') {
    const deployId = workflowInfo().workflowId;
    await temporal.finishTurn({
      service,
      environment,
      deployId,
      trigger,
      requestedBy,
      phase: outcome.phase,
      ...(image && { image }),
    });
  }
  await kind
    .tidyUp(`tempocat: the deploy of ${service} to ${environment} ended as ${outcome.phase}.`)
    .catch((error: unknown) => {
      log.warn('could not tidy up', { error: String(error) });
    });
  await card.end(outcome);
}
