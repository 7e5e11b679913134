import { ActivityFailure, ApplicationFailure, log } from '@temporalio/workflow';
import type { DeployCard, DeployRequest, Place } from '../domain/deploy.ts';
import { CHANNEL_GONE, MESSAGE_GONE, type Posted } from './contract/ports/slack.ts';
import { slack, slackEdits } from './proxies.ts';

export interface LiveMessage {
  /** Where it is now. */
  readonly at: Posted;
  /** Shows this state. What is not the last state may be left out when Slack is behind: a newer one follows. */
  show(card: DeployCard): Promise<void>;
}

type Found = (message: Posted) => void;

/**
 * Posted once and edited ever after. Deleted by somebody, it is posted anew, once. Where the app may not post any more,
 * whoever asked gets it as a direct message.
 */
export async function postLiveMessage(request: DeployRequest, first: DeployCard, found: Found): Promise<LiveMessage> {
  const ways = waysTo(request);
  let mayPostAnew = true;
  const post = async (card: DeployCard): Promise<Posted> => {
    const [place] = ways;
    if (!place) throw ApplicationFailure.nonRetryable('Nobody can be reached in Slack', CHANNEL_GONE);
    try {
      const message = await slack.postMessage({ place, letter: { kind: 'deploy', card } });
      found(message);
      return message;
    } catch (error) {
      if (goneOf(error) === undefined) throw error;
      ways.shift();
      return post(card);
    }
  };

  let at = await post(first);
  return {
    get at() {
      return at;
    },
    show: async (card) => {
      try {
        await slackEdits(urgencyOf(card)).updateMessage({ message: at, letter: { kind: 'deploy', card } });
      } catch (error) {
        const gone = goneOf(error);
        if (gone === CHANNEL_GONE) ways.shift();
        else if (gone === MESSAGE_GONE && mayPostAnew) mayPostAnew = false;
        else if (gone === undefined && card.endedAt === undefined) return leaveOut(error);
        else throw error;
        at = await post(card);
      }
    },
  };
}

/** The service's channel, or the thread that the deploy belongs to; else the one who asked. */
function waysTo({ target, thread, requestedBy, trigger }: DeployRequest): Place[] {
  const direct = trigger === 'schedule' ? [] : [{ channel: requestedBy }];
  return [thread ?? { channel: target.channel }, ...direct];
}

/** Endings and questions go before progress. */
function urgencyOf({ phase, endedAt }: DeployCard): 'ending' | 'question' | 'progress' {
  if (endedAt !== undefined) return 'ending';
  return phase === 'awaiting-approval' ? 'question' : 'progress';
}

function leaveOut(error: unknown): void {
  log.info('an edit was left out, because Slack is behind; a newer one follows', { error: String(error) });
}

function goneOf(error: unknown): string | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  return type === CHANNEL_GONE || type === MESSAGE_GONE ? type : undefined;
}
