import { getExternalWorkflowHandle, log } from '@temporalio/workflow';
import type { TargetEffect } from '../domain/target/message.ts';
import { type Turn, turnSignal } from './contract/target-messages.ts';
import { ENDING, slack, slackEdits, temporal, watchTemporal } from './proxies.ts';

/** Something to do that nobody waits for; it outlives a run of the target. */
export type Errand = TargetEffect | { readonly kind: 'redraw'; readonly deployId: string };

export interface Errands {
  /** What Slack has not taken yet. */
  readonly open: ReadonlySet<Errand>;
  run(errand: Errand): Promise<void>;
}

/** What a target does in the world: it tells deploys, watches the one that has the turn, and says what people should know. */
export function createErrands(closed: (deployId: string) => void): Errands {
  const watched = new Set<string>();
  const open = new Set<Errand>();
  return {
    open,
    run: async (errand) => {
      if (errand.kind === 'say') return beside(errand, () => announce(errand));
      if (errand.kind === 'redraw') return beside(errand, () => redraw(errand.deployId));
      if (errand.kind === 'grant') watch(errand.deployId);
      await tell(errand);
    },
  };

  /** Nobody waits for Slack. */
  function beside(errand: Errand, work: () => Promise<unknown>): void {
    open.add(errand);
    work()
      .catch((error: unknown) => log.warn('Slack was not reached', { kind: errand.kind, error: String(error) }))
      .finally(() => open.delete(errand));
  }

  /** Whoever has the turn and dies, terminated or timed out, gives it back. */
  function watch(deployId: string): void {
    if (watched.has(deployId)) return;
    watched.add(deployId);
    watchTemporal.awaitClosed({ workflowId: deployId }).then(
      () => {
        watched.delete(deployId);
        lose(deployId);
      },
      (error: unknown) => log.warn('the holder of the turn could not be watched', { deployId, error: String(error) }),
    );
  }

  async function tell(effect: Exclude<TargetEffect, { kind: 'say' }>): Promise<void> {
    const { deployId } = effect;
    try {
      await getExternalWorkflowHandle(deployId).signal(turnSignal, turnOf(effect));
    } catch (error) {
      log.info('a deploy could not be told; it is closed', { deployId, error: String(error) });
      lose(deployId);
    }
  }

  function lose(deployId: string): void {
    closed(deployId);
    beside({ kind: 'redraw', deployId }, () => redraw(deployId));
  }
}

/** Who was ended from outside could not say so. */
async function redraw(deployId: string): Promise<void> {
  const orphan = await temporal.readOrphan({ workflowId: deployId });
  if (!orphan) return;
  const { message, card } = orphan;
  await slackEdits(ENDING).updateMessage({ message, letter: { kind: 'deploy', card } });
}

function announce({ channel, threadTs, locale, news }: Extract<TargetEffect, { kind: 'say' }>): Promise<unknown> {
  const place = { channel, ...(threadTs !== undefined && { threadTs }) };
  return slack.postMessage({ place, letter: { kind: 'target', locale, news } });
}

function turnOf(effect: Exclude<TargetEffect, { kind: 'say' }>): Turn {
  switch (effect.kind) {
    case 'grant':
      return { kind: 'granted' };
    case 'wait': {
      const { position, holder, stop } = effect;
      return { kind: 'waiting', position, ...(holder && { holder }), ...(stop && { stop, code: stop.code }) };
    }
    case 'refuse':
      return { kind: 'refused', code: effect.code };
    case 'supersede':
      return { kind: 'superseded' };
  }
}
