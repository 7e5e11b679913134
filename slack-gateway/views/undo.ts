import type { Button } from '@slack/types';
import type { DeployCard } from '../../domain/deploy.ts';
import type { Target } from '../../domain/target.ts';
import { IT_FAILED, IT_WORKED, RUN_AGAIN, UNDO } from '../actions.ts';
import { button, type Message, message } from './blocks.ts';
import { type Links, workflowLink } from './links.ts';
import { whatOf } from './target-news.ts';
import { code, foreign, person, type SafeText } from './text.ts';
import { undoWords } from './words/undo.ts';

/** Which change an undo takes back, what that does to auto-deploy, and what else is to be said after the end. */
export function undoLines(card: DeployCard, links: Links): SafeText[] {
  const { undo, byHandSince, undoneBy, settled, trigger, hasChanged, endedAt, service, environment } = card;
  const words = undoWords[card.locale];
  const isHeld = trigger === 'undo' && hasChanged === true && endedAt !== undefined;
  return [
    ...(undo?.leaves ? [words.takesBack(code(undo.leaves.tag))] : []),
    ...(isHeld ? [words.held(code(`resume ${service} ${environment}`))] : []),
    ...(byHandSince === undefined ? [] : [words.byHand(code(byHandSince))]),
    ...(undoneBy === undefined ? [] : [words.undoneBy(workflowLink(undoneBy, foreign(undoneBy, 160), links))]),
    ...(settled ? [words.settled(person(settled.by), settled.worked)] : []),
  ];
}

/** Who or what an undo comes from. */
export function undoOrigin({ undo, requestedBy, locale }: DeployCard, links: Links): SafeText {
  const words = undoWords[locale];
  if (!undo?.because || undo.of === undefined) return words.asked(person(requestedBy));
  return words.followed(workflowLink(undo.of, foreign(undo.of, 160), links), foreign(undo.because));
}

/** What can be done about a deploy that has ended. */
export function afterwardsButtons(card: DeployCard): Button[] {
  const { endedAt, outcome, settled, hasChanged, change, undoneBy } = card;
  if (endedAt === undefined) return [];
  const isUnknown = outcome?.code === 'outcome-unknown' && !settled;
  const canUndo = hasChanged === true && change?.from != null && undoneBy === undefined;
  return [...(isUnknown ? unknownButtons(card) : []), ...(canUndo ? [undoButton(card)] : [])];
}

function unknownButtons({ deployId: value, service, environment, locale }: DeployCard): Button[] {
  const words = undoWords[locale];
  return [
    button({ text: words.worked, action: IT_WORKED, value, label: words.workedLabel(service, environment) }),
    button({ text: words.failed, action: IT_FAILED, value, label: words.failedLabel(service, environment) }),
    againButton({ action: RUN_AGAIN, value, name: service, environment, locale }),
  ];
}

interface Again {
  readonly action: string;
  readonly value: string;
  readonly name: string;
  readonly environment: string;
  readonly locale: DeployCard['locale'];
}

export function againButton({ action, value, name, environment, locale }: Again): Button {
  const words = undoWords[locale];
  return button({
    ...{ text: words.again, action, value, label: words.againLabel(name, environment) },
    confirm: { text: words.confirmAgain, yes: words.again, no: words.confirmNo },
  });
}

function undoButton({ deployId, service, environment, locale }: DeployCard): Button {
  const words = undoWords[locale];
  return button({
    ...{ text: words.undo, action: UNDO, value: deployId, style: 'danger' },
    label: words.undoLabel(service, environment),
    confirm: { text: words.confirmUndo, yes: words.confirmYes, no: words.confirmNo },
  });
}

export const renderNothingToUndo = (target: Target): Message =>
  message([undoWords[target.locale].nothing(whatOf(target))]);

export const renderUndoUnderWay = (target: Target, deployId: string, links: Links): Message =>
  message([undoWords[target.locale].underWay(whatOf(target), workflowLink(deployId, foreign(deployId, 160), links))]);

/** The button was that of an earlier deploy. */
export function renderNotTheLast(target: Target, last: string | undefined, links: Links): Message {
  const { service, environment, locale } = target;
  const words = undoWords[locale];
  const command = code(`undo ${service} ${environment}`);
  const named = last === undefined ? [] : [words.theLast(workflowLink(last, foreign(last, 160), links), command)];
  return message([words.notTheLast(whatOf(target)), ...named]);
}
