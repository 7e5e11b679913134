import {
  ApplicationFailure,
  CancellationScope,
  condition,
  log,
  setHandler,
  setWorkflowOptions,
  workflowInfo,
} from '@temporalio/workflow';
import type { DeployOutcome, DeployRequest } from '../domain/deploy.ts';
import { measureDeploy } from '../domain/measure/deploy.ts';
import { listenForTurn } from './await-turn.ts';
import { keepCard } from './card.ts';
import { collectVotes } from './collect-votes.ts';
import { progressQuery } from './contract/messages.ts';
import { ANSWER_AT_MOST } from './contract/ports/slack.ts';
import { endingOf } from './failure.ts';
import { kindOf } from './kinds/index.ts';
import { listenForCancel } from './listen-for-cancel.ts';
import { temporal } from './proxies.ts';
import { record } from './record.ts';
import { undoOnFailure } from './undo-on-failure.ts';
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

/** With worker versioning a deploy ends with the code that it began with; everything else goes on with the current one. */
setWorkflowOptions(
  () => (workflowInfo().currentDeploymentVersion?.deploymentName ? { versioningBehavior: 'PINNED' } : {}), // Temporal refuses the word of a worker without a version
  deploy,
);

const failed = (error: unknown): DeployOutcome => ({ phase: 'failed', ...endingOf(error) });

/** Tidies up, gives the turn back, undoes what failed if the catalogue says so, and says what happened. */
async function close(desk: Desk, walked: DeployOutcome): Promise<DeployOutcome> {
  const { card, kind } = desk;
  const wasRollingOut = card.state.phase === 'rolling-out';
  card.show({ phase: walked.phase, outcome: walked });
  sayAnswer(desk);
  const tidied = tidyUp(desk, walked);
  const isMerged = wasRollingOut && (await isMergedAnyway(tidied));
  const hasChanged = kind.hasChanged() || isMerged;
  if (hasChanged) card.show({ hasChanged });
  const isStale = hasChanged && walked.note === 'nothing-changed'; // cancelled in a step that could not say so
  const outcome: DeployOutcome = isStale ? { ...walked, note: 'already-rolled-out' } : walked;
  await finishTurn(desk, outcome);
  record(measureDeploy({ ...card.state, outcome }, Date.now()));
  await undoOnFailure(desk, outcome);
  await tidied;
  await card.end(outcome);
  return outcome;
}

/** What a function said is for the thread. */
function sayAnswer({ card, kind, request }: Desk): void {
  const answer = kind.answer?.();
  const { locale } = request.target;
  if (answer) card.say({ kind: 'function-answer', locale, answer: answer.slice(0, ANSWER_AT_MOST) });
}

function tidyUp({ request: { target }, kind }: Desk, { phase }: DeployOutcome): Promise<'tidy' | 'merged'> {
  const { service, environment } = target;
  return kind
    .tidyUp(`tempocat: the deploy of ${service} to ${environment} ended as ${phase}.`)
    .catch((error: unknown) => {
      log.warn('could not tidy up', { error: String(error) });
      return 'tidy' as const;
    });
}

const GITHUB_ANSWERS_WITHIN = '30s'; // the turn is not kept from others for longer
const WHETHER_MERGED = { summary: 'how long GitHub may take to say whether it was merged' };

async function isMergedAnyway(tidied: Promise<'tidy' | 'merged'>): Promise<boolean> {
  let found: 'tidy' | 'merged' | undefined;
  const known = tidied.then((state) => {
    found = state;
  });
  await Promise.race([known, condition(() => found !== undefined, GITHUB_ANSWERS_WITHIN, WHETHER_MERGED)]);
  return found === 'merged';
}

/** What the target has to know: whose turn is over, what runs, and what was changed. */
async function finishTurn({ request, card, turn }: Desk, { phase, code }: DeployOutcome): Promise<void> {
  const { trigger, requestedBy, target } = request;
  const { service, environment } = target;
  const { image, change, hasChanged, undo, byHandSince } = card.state;
  const isFound = phase === 'unchanged' && byHandSince !== undefined; // what was brought by hand is wanted
  if (!turn.asked && trigger !== 'schedule' && !isFound) return;
  const from = change?.from ?? null;
  const fromDigest = undo?.leaves?.tag === from ? undo?.leaves?.digest : undefined;
  const changed = { from, ...(fromDigest !== undefined && { fromDigest }), ...(code && { code }) };
  await temporal.finishTurn({
    ...{ service, environment, deployId: workflowInfo().workflowId, requestedBy, trigger, phase },
    ...(image && { image }),
    ...(hasChanged && { changed }),
  });
}
