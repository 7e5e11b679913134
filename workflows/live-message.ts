import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  log,
} from '@temporalio/workflow';
import type { DeployCard, DeployRequest, Place } from '../domain/deploy.ts';
import { CHANNEL_GONE, MESSAGE_GONE, type Posted } from './contract/ports/slack.ts';
import { ENDING, PROGRESS, QUESTION, slack, slackEdits, type Urgency } from './proxies.ts';

export interface LiveMessage {
  /** Where it is now. */
  readonly at: Posted;
  /**
   * Shows this state. What is not the last state may be left out when Slack is behind: a newer one follows.
   * False: something more urgent came while it waited, and it was given up.
   */
  show(card: DeployCard, isOvertaken: () => boolean): Promise<boolean>;
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
    show: async (card, isOvertaken) => {
      try {
        const edit = slackEdits(urgencyOf(card));
        return await unlessOvertaken(isOvertaken, () =>
          edit.updateMessage({ message: at, letter: { kind: 'deploy', card } }),
        );
      } catch (error) {
        const gone = goneOf(error);
        if (gone === CHANNEL_GONE) ways.shift();
        else if (gone === MESSAGE_GONE && mayPostAnew) mayPostAnew = false;
        else if (gone === undefined && card.endedAt === undefined) return leftOut(error);
        else throw error;
        at = await post(card);
        return true;
      }
    },
  };
}

/** The service's channel, or the thread that the deploy belongs to; else the one who asked. */
function waysTo({ target, thread, requestedBy, trigger }: DeployRequest): Place[] {
  const direct = trigger === 'schedule' ? [] : [{ channel: requestedBy }];
  return [thread ?? { channel: target.channel }, ...direct];
}

/** Endings, then questions, then progress: the lower number goes first. */
export function urgencyOf({ phase, endedAt }: DeployCard): Urgency {
  if (endedAt !== undefined) return ENDING;
  return phase === 'awaiting-approval' ? QUESTION : PROGRESS;
}

/** What still waits for its place in the rate is taken back when it is overtaken; what is on its way to Slack arrives first. */
async function unlessOvertaken(isOvertaken: () => boolean, edit: () => Promise<void>): Promise<boolean> {
  const scope = new CancellationScope();
  let isOver = false;
  void condition(() => isOver || isOvertaken()).then(() => {
    if (!isOver) scope.cancel();
  });
  try {
    await scope.run(edit);
    return true;
  } catch (error) {
    if (isCancellation(error) && isOvertaken()) return false;
    throw error;
  } finally {
    isOver = true;
  }
}

function leftOut(error: unknown): true {
  log.info('an edit was left out, because Slack is behind; a newer one follows', { error: String(error) });
  return true;
}

function goneOf(error: unknown): string | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  return type === CHANNEL_GONE || type === MESSAGE_GONE ? type : undefined;
}
