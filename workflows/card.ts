import {
  CancellationScope,
  condition,
  isCancellation,
  log,
  setCurrentDetails,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { DeployCard, DeployOutcome, DeployRequest } from '../domain/deploy.ts';
import { summariseDeploy } from '../domain/deploy-summary.ts';
import type { Letter, Posted } from './contract/ports/slack.ts';
import { DEPLOY_PHASE, DEPLOY_TAG } from './contract/search-attributes.ts';
import { slack, slackEdits } from './proxies.ts';

export interface Card {
  readonly state: DeployCard;
  /** A new state: Temporal's page follows at once, the Slack message as soon as it may. */
  show(news: Partial<DeployCard>): void;
  /** The last state; returns when the message shows it, or cannot. */
  end(outcome: DeployOutcome): Promise<void>;
}

const FIRST_WORD_WITHIN = '1s';
const EDIT_EVERY = '3s'; // Slack allows some 50 edits a minute for a whole workspace

/** The one live message, drawn beside the deploy and never in its way: Slack being down stops nothing. */
export function keepCard(request: DeployRequest): Card {
  let state = firstState(request);
  const drawing = CancellationScope.nonCancellable(() => draw(request, () => state)).catch((error: unknown) => {
    log.warn('the message could not be drawn', { error: String(error) });
  });
  const show = (news: Partial<DeployCard>) => {
    const before = state;
    state = { ...state, ...news };
    tellTemporal(before, state);
  };
  return {
    get state() {
      return state;
    },
    show,
    end: async (outcome) => {
      show({ phase: outcome.phase, outcome, endedAt: Date.now() });
      await drawing;
    },
  };
}

function firstState({ target, trigger, requestedBy, ref }: DeployRequest): DeployCard {
  return {
    deployId: workflowInfo().workflowId,
    service: target.service,
    environment: target.environment,
    kind: target.deploy.kind,
    locale: target.locale,
    trigger,
    requestedBy,
    ...(ref !== undefined && { ref }),
    phase: 'resolving',
    startedAt: Date.now(),
  };
}

function tellTemporal(before: DeployCard, state: DeployCard): void {
  setCurrentDetails(summariseDeploy(state));
  if (before.phase !== state.phase) upsertSearchAttributes([{ key: DEPLOY_PHASE, value: state.phase }]);
  if (before.image?.tag !== state.image?.tag)
    upsertSearchAttributes([{ key: DEPLOY_TAG, value: state.image?.tag ?? null }]);
  if (before.phase === state.phase) return;
  upsertMemo({
    deploy: {
      from: state.change?.from ?? null,
      to: state.image?.tag ?? null,
      by: state.requestedBy,
      approvers: (state.approval?.votes ?? []).filter((vote) => vote.decision === 'approve').map((vote) => vote.by),
      startedAt: state.startedAt,
      endedAt: state.endedAt ?? null,
    },
  });
}

async function draw(request: DeployRequest, present: () => DeployCard): Promise<void> {
  await condition(() => present().phase !== 'resolving', FIRST_WORD_WITHIN); // most plans are made by then, and need no edit
  await condition(() => isWorthPosting(present()) || present().endedAt !== undefined);
  if (!isWorthPosting(present())) return;

  let drawn = present();
  const posted = await slack.postMessage({
    place: { channel: request.target.channel },
    letter: { kind: 'deploy', card: drawn },
  });
  await pointTo(request, posted);
  for (;;) {
    await condition(() => present() !== drawn || drawn.endedAt !== undefined);
    if (present() !== drawn) {
      drawn = present();
      await slackEdits().updateMessage({ message: posted, letter: { kind: 'deploy', card: drawn } });
    }
    if (drawn.endedAt !== undefined) break;
    await condition(() => present().endedAt !== undefined, EDIT_EVERY);
  }
  if (needsAttention(drawn)) {
    await slack.postMessage({
      place: { channel: posted.channel, threadTs: posted.ts },
      letter: { kind: 'ended', card: drawn },
    });
  }
}

/** A person sees at once that their request arrived; the schedule speaks only when there is something to deploy. */
function isWorthPosting({ trigger, phase }: DeployCard): boolean {
  return trigger !== 'schedule' || (phase !== 'resolving' && phase !== 'unchanged');
}

/** An edit notifies nobody, so what went wrong is also said in the thread. Success is quiet. */
function needsAttention({ phase }: DeployCard): boolean {
  return phase !== 'deployed' && phase !== 'unchanged' && phase !== 'superseded';
}

/** Somebody who asked elsewhere gets a link to the message there. */
async function pointTo({ askedIn, target }: DeployRequest, { permalink }: Posted): Promise<void> {
  if (!askedIn || !permalink) return;
  const what = `${target.service} ${target.environment}`;
  const letter: Letter = { kind: 'pointer', locale: target.locale, what, permalink };
  try {
    await slack.postMessage({ place: askedIn, letter });
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('the link to the message could not be posted', { error: String(error) });
  }
}
