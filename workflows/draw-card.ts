import { CancellationScope, condition, isCancellation, log } from '@temporalio/workflow';
import type { DeployCard, DeployRequest } from '../domain/deploy.ts';
import type { Letter, Posted } from './contract/ports/slack.ts';
import { postLiveMessage, urgencyOf } from './live-message.ts';
import { slack } from './proxies.ts';

const FIRST_WORD_WITHIN = '1s';
const FOR_PLAN = { summary: 'the message waits for the plan' };
const EDIT_EVERY = '3s'; // Slack allows some 50 edits a minute for a whole workspace
const BETWEEN_EDITS = { summary: 'between two edits of the message' };

interface Drawing {
  readonly request: DeployRequest;
  readonly present: () => DeployCard;
  readonly posted: (message: Posted) => void;
}

/** Work that the deploy does not wait for and that no cancel stops; what fails is logged. */
export function beside(complaint: string, work: () => Promise<void>): Promise<void> {
  return CancellationScope.nonCancellable(work).catch((error: unknown) => {
    log.warn(complaint, { error: String(error) });
  });
}

/** Posts the message once there is something to say, then redraws it until the deploy has ended. */
export async function drawCard({ request, present, posted }: Drawing): Promise<void> {
  await condition(() => present().phase !== 'resolving', FIRST_WORD_WITHIN, FOR_PLAN); // most plans are made by then, and need no edit
  await condition(() => isWorthPosting(present()) || present().endedAt !== undefined);
  if (!isWorthPosting(present())) return;

  let drawn = present();
  const message = await postLiveMessage(request, drawn, posted);
  await pointTo(request, message.at);
  for (;;) {
    await condition(() => present() !== drawn || drawn.endedAt !== undefined);
    let isShown = true;
    if (present() !== drawn) {
      drawn = present();
      isShown = await message.show(drawn, () => urgencyOf(present()) < urgencyOf(drawn));
    }
    if (drawn.endedAt !== undefined) break;
    if (isShown) await condition(() => present().endedAt !== undefined, EDIT_EVERY, BETWEEN_EDITS);
  }
  if (needsAttention(drawn)) await replyTo(request, message.at, { kind: 'ended', card: drawn });
}

/** In the thread of the message, or in the one that the message itself stands in. An edit notifies nobody, a reply does. */
export async function replyTo(
  { thread }: DeployRequest,
  { channel, ts, reader }: Posted,
  letter: Letter,
): Promise<void> {
  const isForAll = letter.kind === 'ended' && letter.card.phase === 'failed'; // who looks at the channel should see it, too
  await slack.postMessage({
    place: thread ?? { channel, threadTs: ts, ...(reader !== undefined && { reader }) },
    letter,
    ...(isForAll && { broadcast: true }),
  });
}

/** A person sees at once that their request arrived; the schedule speaks only when there is something to deploy. */
function isWorthPosting({ trigger, phase }: DeployCard): boolean {
  return trigger !== 'schedule' || (phase !== 'resolving' && phase !== 'unchanged');
}

/** What went wrong is also said in the thread. Success is quiet. */
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
