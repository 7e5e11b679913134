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
import { ANSWER_AT_MOST, type Letter, type Posted } from './contract/ports/slack.ts';
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
  const said = { answer: answer.payload, ...(answer.requestId !== undefined && { requestId: answer.requestId }) };
  if (judged.kind === 'succeeded') return { kind: 'succeeded', ...said };
  return { kind: 'failed', code: 'function-failed', detail: `${target.function}: ${judged.detail}`, ...said };
}

function failed(error: unknown): InvokeOutcome {
  if (isCancellation(error))
    return { kind: 'failed', code: 'cancelled', detail: 'Cancelled in Temporal; the function may have run.' };
  return { kind: 'failed', ...endingOf(error) };
}

/** The message stays short; what the function answered and what went wrong is for the thread: an edit notifies nobody. */
async function show(message: Posted | undefined, card: InvokeCard, askedIn: Place | undefined): Promise<void> {
  if (!message) return;
  const { channel, ts, reader } = message;
  const place = { channel, threadTs: askedIn?.threadTs ?? ts, ...(reader !== undefined && { reader }) };
  const edit = slackEdits(ENDING).updateMessage({ message, letter: { kind: 'invoke', card } });
  await edit.catch((error: unknown) => log.warn('the message could not be edited', { error: String(error) }));
  const letter = replyOf(card);
  if (!letter) return;
  const reply = slack.postMessage({ place, letter });
  await reply.catch((error: unknown) => log.warn('the reply could not be posted', { error: String(error) }));
}

function replyOf(card: InvokeCard): Letter | undefined {
  const { outcome, locale } = card;
  if (outcome?.kind === 'failed') return { kind: 'invoke-failed', card };
  return outcome?.answer
    ? { kind: 'function-answer', locale, answer: outcome.answer.slice(0, ANSWER_AT_MOST) }
    : undefined;
}
