import { condition, workflowInfo } from '@temporalio/workflow';
import type { DeployCard, DeployOutcome, DeployRequest } from '../domain/deploy.ts';
import { enterPhase } from '../domain/phase-times.ts';
import type { Letter, Posted } from './contract/ports/slack.ts';
import { beside, drawCard, replyTo } from './draw-card.ts';
import { type Shown, tellTemporal } from './tell-temporal.ts';

export interface Card {
  readonly state: DeployCard;
  /** Where it is, once it is posted. */
  readonly message: Posted | undefined;
  /** A new state: Temporal's page follows at once, the Slack message as soon as it may. */
  show(news: Partial<DeployCard>): void;
  /** Said in the message's thread, as soon as there is one; unless it is not true any more by then. */
  say(letter: Letter, isTrue?: () => boolean): void;
  /** The last state; returns when the message shows it, or cannot. */
  end(outcome: DeployOutcome): Promise<void>;
}

/** The one live message, drawn beside the deploy and never in its way: Slack being down stops nothing. */
export function keepCard(request: DeployRequest): Card {
  const state = firstState(request);
  let shown: Shown = { state };
  const update = (news: Partial<Shown>) => {
    const before = shown;
    shown = { ...before, ...news };
    tellTemporal(before, shown);
  };
  const drawing = beside('the message could not be drawn', () =>
    drawCard({ request, present: () => shown.state, posted: (message) => update({ message }) }),
  );
  const replies: Promise<void>[] = [];
  let isDrawn = false;
  const say: Card['say'] = (letter, isTrue = () => true) => {
    const reply = async () => {
      await condition(() => shown.message !== undefined || isDrawn);
      if (shown.message && isTrue()) await replyTo(request, shown.message, letter);
    };
    replies.push(beside('a reply could not be posted', reply));
  };
  const show = (news: Partial<DeployCard>) => {
    const next = { ...shown.state, ...news };
    update({ state: { ...next, phases: enterPhase(next.phases, next.phase, Date.now()) } });
  };
  return {
    get state() {
      return shown.state;
    },
    get message() {
      return shown.message;
    },
    show,
    say,
    end: async (outcome) => {
      show({ phase: outcome.phase, outcome, endedAt: Date.now() });
      await drawing;
      isDrawn = true;
      await Promise.all(replies);
    },
  };
}

function firstState({ target, trigger, requestedBy, ref, reason, undo }: DeployRequest): DeployCard {
  const argocd = target.deploy.kind === 'kustomize' ? target.deploy.argocd : undefined;
  const startedAt = Date.now();
  return {
    deployId: workflowInfo().workflowId,
    service: target.service,
    environment: target.environment,
    kind: target.deploy.kind,
    ...(argocd && { argocd: { application: argocd.application, project: argocd.project } }),
    locale: target.locale,
    trigger,
    requestedBy,
    ...(ref !== undefined && { ref }),
    ...(reason !== undefined && { reason }),
    ...(undo && { undo }),
    phase: 'resolving',
    phases: enterPhase([], 'resolving', startedAt),
    startedAt,
  };
}
