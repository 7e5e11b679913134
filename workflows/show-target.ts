import { setCurrentDetails, upsertMemo } from '@temporalio/workflow';
import { plainLock } from '../domain/target/lock.ts';
import type { Holder, TargetState } from '../domain/target/state.ts';
import type { TargetMemo } from './contract/target-messages.ts';

/** The memo from which status is read while no worker answers, and a line for Temporal's page. */
export function showTarget(state: TargetState): void {
  const { service, environment, holder, queue, running, lastChange, drift, lock, hold, glass } = state;
  const memo: TargetMemo = {
    ...(running && { running }),
    ...(lastChange && { lastChange }),
    ...(drift && { drift }),
    ...(holder && { holder: plainHolder(holder) }),
    waiting: queue.length,
    ...(lock && { lock: plainLock(lock) }),
    ...(hold && { hold }),
    ...(glass && { glass }),
  };
  upsertMemo({ target: memo });
  setCurrentDetails(
    [
      `**${service} ${environment}** runs ${running?.tag ?? 'what tempocat does not know'}`,
      holder ? `${holder.deployId} has the turn` : 'nobody has the turn',
      `${queue.length} wait`,
      ...(lock ? [`locked by ${lock.by}`] : []),
      ...(hold ? [`auto-deploy held by ${hold.by}`] : []),
    ].join('; '),
  );
}

const plainHolder = ({ deployId, trigger, by, since, rollingOut }: Holder) => ({
  deployId,
  trigger,
  by,
  since,
  rollingOut,
});
