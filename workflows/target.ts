import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  log,
  setCurrentDetails,
  setHandler,
  upsertMemo,
  workflowInfo,
} from '@temporalio/workflow';
import type { TargetAnswer, TargetEffect, TargetMessage } from '../domain/target-message.ts';
import { step, type TargetState } from '../domain/target-state.ts';
import { autoDeployId } from './contract/ids.ts';
import {
  beginRollOutUpdate,
  finishTurnSignal,
  offerUpdate,
  requestTurnSignal,
  stateQuery,
  type TargetMemo,
  type Turn,
  turnSignal,
} from './contract/messages.ts';
import { watchTemporal } from './proxies.ts';

const MESSAGES_PER_RUN = 500; // well under the server's 2,000 updates

/** The entity of one target. It carries messages to `domain/target-state.ts` and its effects to the deploys, and never ends. */
export async function target(state: TargetState): Promise<never> {
  let present = state;
  let messages = 0;
  const watched = new Set<string>();
  const outbox: TargetEffect[] = [];
  const take = (message: TargetMessage): TargetAnswer => {
    messages += 1;
    const { state: next, answer, effects } = step(present, message, Date.now());
    present = next;
    outbox.push(...effects);
    return answer;
  };

  setHandler(requestTurnSignal, ({ deployId, trigger, requestedBy: by }) => {
    take({ kind: 'requestTurn', deployId, trigger, by });
  });
  setHandler(finishTurnSignal, ({ requestedBy: by, ...finished }) => {
    take({ kind: 'finishTurn', by, ...finished });
  });
  setHandler(offerUpdate, ({ image }) => {
    const answer = take({ kind: 'offer', image, idFor: (start) => autoDeployId(present, image, start) });
    if (answer.kind === 'start' || answer.kind === 'not-now') return answer;
    throw ApplicationFailure.nonRetryable('An offer was answered as something else', 'internal');
  });
  setHandler(beginRollOutUpdate, ({ deployId }) => {
    const answer = take({ kind: 'beginRollOut', deployId });
    if (answer.kind === 'go' || answer.kind === 'refused') return answer;
    throw ApplicationFailure.nonRetryable('The start of a roll-out was answered as something else', 'internal');
  });
  setHandler(stateQuery, () => present);

  if (present.holder) outbox.push({ kind: 'grant', deployId: present.holder.deployId }); // told again after continue-as-new
  for (let shown: TargetState | undefined; ; ) {
    if (present !== shown) show(present);
    shown = present;
    await condition(() => outbox.length > 0 || present !== shown || isLong());
    for (let effect = outbox.shift(); effect; effect = outbox.shift()) {
      if (effect.kind === 'grant') watch(effect.deployId);
      await tell(effect);
    }
    if (isLong() && allHandlersFinished() && outbox.length === 0) await continueAsNew<typeof target>(present);
  }

  function isLong(): boolean {
    return messages >= MESSAGES_PER_RUN || workflowInfo().continueAsNewSuggested;
  }

  /** Whoever has the turn and dies, terminated or timed out, gives it back. */
  function watch(deployId: string): void {
    if (watched.has(deployId)) return;
    watched.add(deployId);
    watchTemporal.awaitClosed({ workflowId: deployId }).then(
      () => {
        watched.delete(deployId);
        take({ kind: 'closed', deployId });
      },
      (error: unknown) => log.warn('the holder of the turn could not be watched', { deployId, error: String(error) }),
    );
  }

  async function tell(effect: TargetEffect): Promise<void> {
    const { deployId } = effect;
    try {
      await getExternalWorkflowHandle(deployId).signal(turnSignal, turnOf(effect));
    } catch (error) {
      log.info('a deploy could not be told; it is closed', { deployId, error: String(error) });
      take({ kind: 'closed', deployId });
    }
  }
}

function turnOf(effect: TargetEffect): Turn {
  switch (effect.kind) {
    case 'grant':
      return { kind: 'granted' };
    case 'wait':
      return { kind: 'waiting', position: effect.position, holder: effect.holder };
    case 'refuse':
      return { kind: 'refused', code: effect.code };
    case 'supersede':
      return { kind: 'superseded' };
  }
}

function show({ service, environment, holder, queue, running }: TargetState): void {
  const memo: TargetMemo = {
    ...(running && { running }),
    ...(holder && { holder: { deployId: holder.deployId, by: holder.by, since: holder.since } }),
    waiting: queue.length,
  };
  upsertMemo({ target: memo });
  setCurrentDetails(
    `**${service} ${environment}** runs ${running?.tag ?? 'what tempocat does not know'}; ` +
      `${holder ? `${holder.deployId} has the turn` : 'nobody has the turn'}, ${queue.length} wait`,
  );
}
