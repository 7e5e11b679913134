import type { KnownBlock } from '@slack/types';
import { ENDINGS } from '../../domain/endings.ts';
import type { InvokeCard, InvokeOutcome } from '../../domain/invoke.ts';
import { INVOKE_AGAIN } from '../actions.ts';
import { actions, context, type Message, message, preformatted, section } from './blocks.ts';
import { type Links, workflowLink } from './links.ts';
import { code, foreign, moment, person, type SafeText, safe } from './text.ts';
import { againButton } from './undo.ts';
import { invokeWords } from './words/invoke.ts';
import { deployWords } from './words.ts';

/** One Lambda invocation: what was sent, and how it ended. What came back is for the thread. */
export function renderInvokeCard(card: InvokeCard, links: Links): Message {
  const words = invokeWords[card.locale];
  const { outcome } = card;
  const lines = [
    headline(card),
    words.payload(code(JSON.stringify(card.payload), 400)),
    ...failureLines(card),
    ...(outcome ? [outcome.answer ? words.answerBelow : words.noAnswer] : []),
  ];
  const origin = [
    words.asked(person(card.requestedBy)),
    moment(card.endedAt ?? card.startedAt),
    ...(outcome?.requestId === undefined ? [] : [words.request(code(outcome.requestId, 60))]),
    workflowLink(card.invokeId, deployWords[card.locale].temporal, links),
  ];
  return message([...lines, ...origin], [section(...lines), context(...origin), ...buttonBlocks(card)]);
}

/** To the one who asked, in the thread, with what the function said. */
export function renderInvokeFailed(card: InvokeCard): Message {
  const lines = [safe`${person(card.requestedBy)} ${headline(card)}`, ...failureLines(card)];
  const { answer } = card.outcome ?? {};
  if (!answer) return message(lines);
  const words = invokeWords[card.locale];
  return message(
    [...lines, words.answer, code(answer, 300)],
    [section(...lines), section(words.answer), preformatted(answer)],
  );
}

/** Nobody knows whether it ran. */
function buttonBlocks({ outcome, invokeId, name, environment, locale }: InvokeCard): KnownBlock[] {
  const isUnknown = outcome?.kind === 'failed' && outcome.code === 'outcome-unknown';
  return isUnknown ? [actions(againButton({ action: INVOKE_AGAIN, value: invokeId, name, environment, locale }))] : [];
}

function headline({ name, environment, outcome, locale }: InvokeCard): SafeText {
  const words = invokeWords[locale];
  const state = outcome ? words[outcome.kind] : words.running;
  return safe`${signOf(outcome)} *${foreign(name, 60)} ${foreign(environment, 60)}*: *${state}*`;
}

function signOf(outcome: InvokeOutcome | undefined): SafeText {
  if (!outcome) return safe`:hourglass_flowing_sand:`;
  return outcome.kind === 'succeeded' ? safe`:white_check_mark:` : safe`:x:`;
}

function failureLines({ outcome, locale }: InvokeCard): SafeText[] {
  if (outcome?.kind !== 'failed') return [];
  const { [locale]: sentence, mend } = ENDINGS[outcome.code];
  return [foreign(sentence), foreign(outcome.detail, 500), invokeWords[locale].mend(foreign(mend[locale]))];
}
