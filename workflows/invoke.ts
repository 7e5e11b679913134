import {
  ApplicationFailure,
  CancellationScope,
  isCancellation,
  log,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Place } from '../domain/deploy.ts';
import type { InvokeCard, InvokeOutcome, InvokeRequest } from '../domain/invoke.ts';
import { judgeAnswer } from '../domain/lambda-answer.ts';
import { measureInvoke } from '../domain/measure/invoke.ts';
import { pairsQuery } from './contract/messages.ts';
import type { Posted } from './contract/ports/slack.ts';
import { endingOf } from './failure.ts';
import { invokeOnce } from './invoke-once.ts';
import { ENDING, slack, slackEdits } from './proxies.ts';
import { record } from './record.ts';

/** One Lambda invocation from Slack: say so, run it once, show the answer. */
export async function invoke(request: InvokeRequest): Promise<InvokeOutcome> {
  const card = cardOf(request);
  setHandler(pairsQuery, () => request.pairs, { description: 'What was given as key=value' });
  const message = CancellationScope.nonCancellable(() =>
    slack.postMessage({
      place: request.askedIn ?? { channel: request.target.channel },
      letter: { kind: 'invoke', card },
    }),
  ).catch((error: unknown) => {
    log.warn('the message could not be posted', { error: String(error) });
    return undefined;
  });

  const outcome = await run(request).catch(failed);
  record(measureInvoke(card, outcome));
  setCurrentDetails(`**${card.name} ${card.environment}** ${outcome.kind}`);
  await CancellationScope.nonCancellable(async () =>
    show(await message, { ...card, outcome, endedAt: Date.now() }, request.askedIn),
  );
  if (outcome.kind === 'failed') throw ApplicationFailure.nonRetryable(outcome.detail, outcome.code, outcome);
  return outcome;
}

function cardOf({ target, requestedBy, payload }: InvokeRequest): InvokeCard {
  const { name, environment, locale } = target;
  return {
    invokeId: workflowInfo().workflowId,
    name,
    environment,
    locale,
    requestedBy,
    payload,
    startedAt: Date.now(),
  };
}

async function run({ target, payload }: InvokeRequest): Promise<InvokeOutcome> {
  const answer = await invokeOnce({ function: target.function, payload, timeoutMs: target.timeoutMs });
  if (answer.kind !== 'answered') {
    const lost = answer.kind === 'unknown' ? answer.detail : 'nobody waited for its answer';
    return { kind: 'failed', code: 'outcome-unknown', detail: `${target.function} was invoked once; ${lost}` };
  }
  const judged = judgeAnswer(answer, target.expect);
  if (judged.kind === 'succeeded') return { kind: 'succeeded', answer: answer.payload };
  return {
    kind: 'failed',
    code: 'function-failed',
    detail: `${target.function}: ${judged.detail}`,
    answer: answer.payload,
  };
}

function failed(error: unknown): InvokeOutcome {
  if (isCancellation(error))
    return { kind: 'failed', code: 'cancelled', detail: 'Cancelled in Temporal; the function may have run.' };
  return { kind: 'failed', ...endingOf(error) };
}

/** What went wrong is also said in the thread: an edit notifies nobody. */
async function show(message: Posted | undefined, card: InvokeCard, askedIn: Place | undefined): Promise<void> {
  if (!message) return;
  const { channel, ts, reader } = message;
  const place = { channel, threadTs: askedIn?.threadTs ?? ts, ...(reader !== undefined && { reader }) };
  const edit = slackEdits(ENDING).updateMessage({ message, letter: { kind: 'invoke', card } });
  await edit.catch((error: unknown) => log.warn('the message could not be edited', { error: String(error) }));
  if (card.outcome?.kind !== 'failed') return;
  const reply = slack.postMessage({ place, letter: { kind: 'invoke-failed', card } });
  await reply.catch((error: unknown) => log.warn('the failure could not be told', { error: String(error) }));
}
