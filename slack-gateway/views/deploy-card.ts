import type { KnownBlock } from '@slack/types';
import type { DeployCard, Phase } from '../../domain/deploy.ts';
import { context, type Message, message, section } from './blocks.ts';
import { buttonBlocks } from './deploy-buttons.ts';
import { commitLines, planLines, renewedLines } from './deploy-plan.ts';
import { approvalLines, argoCdLines, isMerged, outcomeLines, progressLines } from './deploy-standing.ts';
import { gateLines } from './gates.ts';
import { type Links, workflowLink } from './links.ts';
import { stepLines } from './step-lines.ts';
import { code, foreign, moment, person, type SafeText, safe } from './text.ts';
import { undoLines, undoOrigin } from './undo.ts';
import type { DeployWords } from './words/deploy-en.ts';
import { deployFormWords } from './words/deploy-form.ts';
import { deployWords } from './words.ts';

/** The one live message of a deploy, drawn from its state. */
export function renderDeployCard(card: DeployCard, links: Links): Message {
  const words = deployWords[card.locale];
  const groups = [
    [
      headline(card, words),
      ...outcomeLines(card, words),
      ...progressLines(card, words, links),
      ...argoCdLines(card, words, links),
      ...undoLines(card, links),
    ],
    renewedLines(card, words),
    planLines(card, words, links),
    commitLines(card.commits, words, links),
    [...gateLines(card), ...approvalLines(card, words)],
  ].filter((lines) => lines.length > 0);
  const origin = originParts(card, words, links);
  const blocks: KnownBlock[] = [...groups.map((lines) => section(...lines)), context(...origin)];
  return message([...groups.flat(), ...origin], [...blocks, ...buttonBlocks(card, words)]);
}

/** The reply in the thread: an edit notifies nobody, a reply does. */
export function renderEnded(card: DeployCard): Message {
  const words = deployWords[card.locale];
  return message([
    words.endedFor(person(card.requestedBy), whatOf(card), phaseOf(card, words)),
    ...outcomeLines(card, words),
  ]);
}

const whatOf = ({ service, environment }: DeployCard): SafeText =>
  safe`*${foreign(service, 60)} → ${foreign(environment, 60)}*`;

function phaseOf(card: DeployCard, words: DeployWords): SafeText {
  const { note } = card.outcome ?? {};
  if (note === 'last-failed' || note === 'nothing-to-undo') return words.writtenAlready;
  return isMerged(card) ? words.merged : words.phase[card.phase];
}

/** What goes where, and how it stands. */
export function headline(card: DeployCard, words: DeployWords): SafeText {
  const tag = card.image?.tag ?? card.ref;
  return safe`${phaseSign(card.phase)} ${whatOf(card)}${tag === undefined ? safe`` : safe` ${code(tag, 60)}`}: *${phaseOf(card, words)}*`;
}

/** Only beside the words, never instead of them. */
const SIGNS = {
  going: safe`:hourglass_flowing_sand:`,
  asks: safe`:raised_hand:`,
  good: safe`:white_check_mark:`,
  quiet: safe`:white_circle:`,
  bad: safe`:x:`,
};

export const phaseSign = (phase: Phase): SafeText => SIGNS[signOf(phase)];

function signOf(phase: Phase): keyof typeof SIGNS {
  switch (phase) {
    case 'resolving':
    case 'planned':
    case 'queued':
    case 'rolling-out':
    case 'verifying':
      return 'going';
    case 'awaiting-approval':
      return 'asks';
    case 'deployed':
      return 'good';
    case 'unchanged':
    case 'superseded':
    case 'cancelled':
      return 'quiet';
    case 'rejected':
    case 'expired':
    case 'refused':
    case 'failed':
      return 'bad';
  }
}

function originParts(card: DeployCard, words: DeployWords, links: Links): SafeText[] {
  const { trigger, requestedBy, ref, reason, phases, startedAt, endedAt, deployId } = card;
  const asked = words.asked(person(requestedBy), ref === undefined ? undefined : code(ref, 80));
  return [
    trigger === 'schedule' ? words.found : trigger === 'undo' ? undoOrigin(card, links) : asked,
    ...(reason === undefined ? [] : [deployFormWords[card.locale].because(foreign(reason))]),
    endedAt === undefined ? words.started(moment(startedAt)) : words.ended(moment(endedAt)),
    ...stepLines(phases, endedAt ?? phases.at(-1)?.[1] ?? startedAt, card.locale), // the present phase counts from its own moment
    workflowLink(deployId, words.temporal, links),
  ];
}
