import { workflowInfo } from '@temporalio/workflow';
import type { DeployCard, DeployOutcome, DeployRequest } from '../domain/deploy.ts';
import type { Posted } from './contract/ports/slack.ts';
import { beside, drawCard, remindApprovers } from './draw-card.ts';
import { tellTemporal } from './tell-temporal.ts';

export interface Card {
  readonly state: DeployCard;
  /** Where it is, once it is posted. */
  readonly message: Posted | undefined;
  /** A new state: Temporal's page follows at once, the Slack message as soon as it may. */
  show(news: Partial<DeployCard>): void;
  /** Calls those whose approval is missing into the message's thread. */
  remind(): void;
  /** The last state; returns when the message shows it, or cannot. */
  end(outcome: DeployOutcome): Promise<void>;
}

/** The one live message, drawn beside the deploy and never in its way: Slack being down stops nothing. */
export function keepCard(request: DeployRequest): Card {
  let state = firstState(request);
  let message: Posted | undefined;
  const update = (next: { readonly state?: DeployCard; readonly message?: Posted }) => {
    const before = { state, message };
    state = next.state ?? state;
    message = next.message ?? message;
    tellTemporal(before, { state, message });
  };
  const drawing = beside('the message could not be drawn', () =>
    drawCard({ request, present: () => state, posted: (here) => update({ message: here }) }),
  );
  const show = (news: Partial<DeployCard>) => update({ state: { ...state, ...news } });
  return {
    get state() {
      return state;
    },
    get message() {
      return message;
    },
    show,
    remind: () => {
      const thread = message;
      if (thread) void beside('nobody could be reminded', () => remindApprovers(request, thread, state));
    },
    end: async (outcome) => {
      show({ phase: outcome.phase, outcome, endedAt: Date.now() });
      await drawing;
    },
  };
}

function firstState({ target, trigger, requestedBy, ref, undo }: DeployRequest): DeployCard {
  return {
    deployId: workflowInfo().workflowId,
    service: target.service,
    environment: target.environment,
    kind: target.deploy.kind,
    locale: target.locale,
    trigger,
    requestedBy,
    ...(ref !== undefined && { ref }),
    ...(undo && { undo }),
    phase: 'resolving',
    startedAt: Date.now(),
  };
}
