import { getExternalWorkflowHandle, log } from '@temporalio/workflow';
import type { TargetEffect } from '../domain/target/message.ts';
import { type Turn, turnSignal } from './contract/target-messages.ts';
import { ENDING, slack, slackEdits, temporal, watchTemporal } from './proxies.ts';

export interface Errands {
  run(effect: TargetEffect): Promise<void>;
}

/** What a target does in the world: it tells deploys, watches the one that has the turn, and says what people should know. */
export function createErrands(closed: (deployId: string) => void): Errands {
  const watched = new Set<string>();
  return {
    run: async (effect) => {
      if (effect.kind === 'say') return announce(effect);
      if (effect.kind === 'grant') watch(effect.deployId);
      await tell(effect);
    },
  };

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
    redraw(deployId).catch((error: unknown) => {
      log.warn('the message of a deploy that was ended could not be redrawn', { deployId, error: String(error) });
    });
  }
}

/** Who was ended from outside could not say so. */
async function redraw(deployId: string): Promise<void> {
  const orphan = await temporal.readOrphan({ workflowId: deployId });
  if (!orphan) return;
  const { message, card } = orphan;
  await slackEdits(ENDING).updateMessage({ message, letter: { kind: 'deploy', card } });
}

/** Nobody waits for Slack. */
function announce({ channel, threadTs, locale, news }: Extract<TargetEffect, { kind: 'say' }>): void {
  const place = { channel, ...(threadTs !== undefined && { threadTs }) };
  slack.postMessage({ place, letter: { kind: 'target', locale, news } }).catch((error: unknown) => {
    log.warn('a target could not say something', { kind: news.kind, error: String(error) });
  });
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
