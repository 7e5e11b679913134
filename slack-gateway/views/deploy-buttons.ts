import type { Button, KnownBlock } from '@slack/types';
import type { DeployCard } from '../../domain/deploy.ts';
import { APPROVE, CANCEL, encodeBallot, REJECT } from '../actions.ts';
import { actions, button } from './blocks.ts';
import { stopButtons, tellMeButton } from './stops.ts';
import { afterwardsButtons } from './undo.ts';
import type { DeployWords } from './words/deploy-en.ts';

/** Buttons that no longer count are not there. */
export function buttonBlocks(card: DeployCard, words: DeployWords): KnownBlock[] {
  const buttons = [
    ...ballotButtons(card, words),
    ...cancelButton(card, words),
    ...waitingButtons(card),
    ...afterwardsButtons(card),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
}

function ballotButtons({ phase, deployId, plan, service, environment }: DeployCard, words: DeployWords): Button[] {
  if (phase !== 'awaiting-approval' || plan === undefined) return [];
  const value = encodeBallot({ deployId, plan });
  return [
    button({
      text: words.approve,
      action: APPROVE,
      value,
      style: 'primary',
      label: words.approveLabel(service, environment),
    }),
    button({
      text: words.reject,
      action: REJECT,
      value,
      style: 'danger',
      label: words.rejectLabel(service, environment),
      confirm: { text: words.confirmReject, yes: words.reject, no: words.confirmKeep },
    }),
  ];
}

function cancelButton(card: DeployCard, words: DeployWords): Button[] {
  const { deployId, service, environment, endedAt, outcome, cancelAsked } = card;
  if (endedAt !== undefined || outcome || cancelAsked) return [];
  return [
    button({
      text: words.cancel,
      action: CANCEL,
      value: deployId,
      label: words.cancelLabel(service, environment),
      confirm: { text: words.confirmCancel, yes: words.confirmYes, no: words.confirmNo },
    }),
  ];
}

/** For those who wait, and those who were sent away. */
function waitingButtons(card: DeployCard): Button[] {
  const { outcome, phase, queue, image } = card;
  const stop = outcome ? outcome.stop : phase === 'queued' ? queue?.stop : undefined;
  if (stop) return stopButtons(stop, card, image?.digest);
  const isFull = outcome?.code === 'queue-full';
  return isFull || phase === 'queued' ? [tellMeButton(card)] : [];
}
