import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { measureTarget } from '../domain/measure/target.ts';
import { nextAlarm } from '../domain/target/alarm.ts';
import { isWishAnswer, type TargetAnswer, type TargetMessage } from '../domain/target/message.ts';
import type { TargetState } from '../domain/target/state.ts';
import { step } from '../domain/target/step.ts';
import type { WishAnswer } from '../domain/target/wish.ts';
import { autoDeployId } from './contract/ids.ts';
import * as messages from './contract/target-messages.ts';
import { record } from './record.ts';
import { showTarget } from './show-target.ts';
import { createErrands, type Errand } from './target-errands.ts';

const MESSAGES_PER_RUN = 500; // well under the server's 2,000 updates
const MESSAGES_AT_MOST = 1_000; // so much longer Slack is waited for, before what it has not taken goes on to the next run
const ALARM = { summary: 'the end of a lock or freeze, or a reminder of it' };

/** The entity of one target. It carries messages to `domain/target-state.ts` and its effects to the deploys, and never ends. */
export async function target(state: TargetState, unsaid: readonly Errand[] = []): Promise<never> {
  let present = state;
  let taken = 0;
  const outbox: Errand[] = [...unsaid];
  const take = (message: TargetMessage): TargetAnswer => {
    taken += 1;
    const now = Date.now();
    const { state: next, answer, effects } = step(present, message, now);
    record(measureTarget({ before: present, message, after: next, now }));
    present = next;
    outbox.push(...effects);
    return answer;
  };
  const isLong = () => taken >= MESSAGES_PER_RUN || workflowInfo().continueAsNewSuggested;
  listen(take, () => present);
  const errands = createErrands((deployId) => take({ kind: 'closed', deployId }));
  const isOver = () => isLong() && (errands.open.size === 0 || taken >= MESSAGES_AT_MOST);

  if (present.holder) outbox.push({ kind: 'grant', deployId: present.holder.deployId }); // told again after continue-as-new
  for (let shown: TargetState | undefined; ; ) {
    if (present !== shown) showTarget(present);
    shown = present;
    const hasNews = () => outbox.length > 0 || present !== shown || isOver();
    const alarm = nextAlarm(present);
    if (alarm === undefined) await condition(hasNews);
    else if (!(await condition(hasNews, Math.max(1, alarm - Date.now()), ALARM))) take({ kind: 'tick' });
    await Promise.all(outbox.splice(0).map((effect) => errands.run(effect))); // twenty who wait are told together
    if (isOver() && allHandlersFinished() && outbox.length === 0)
      await continueAsNew<typeof target>(present, [...errands.open]);
  }
}

/** Every message that a target takes. */
function listen(take: (message: TargetMessage) => TargetAnswer, present: () => TargetState): void {
  setHandler(messages.requestTurnSignal, ({ requestedBy: by, ...request }) => {
    take({ kind: 'requestTurn', by, ...request });
  });
  setHandler(messages.finishTurnSignal, ({ requestedBy: by, ...finished }) => {
    take({ kind: 'finishTurn', by, ...finished });
  });
  setHandler(messages.beginUndoSignal, (undo) => {
    take({ kind: 'beginUndo', ...undo });
  });
  setHandler(messages.noticeDriftSignal, (notice) => {
    take({ kind: 'noticeDrift', ...notice });
  });
  setHandler(messages.offerUpdate, ({ image, freeze, notIn }) => {
    const idFor = (start: number) => autoDeployId(present(), image, start);
    const outside = { ...(freeze && { freeze }), ...(notIn !== undefined && { notIn }) };
    return expected(take({ kind: 'offer', image, idFor, ...outside }), ['start', 'not-now']);
  });
  setHandler(messages.beginRollOutUpdate, ({ by: _, ...begin }) =>
    expected(take({ kind: 'beginRollOut', ...begin }), ['go', 'refused']),
  );
  setHandler(messages.stateQuery, present);
  const wishes = { validator: refuseNonsense };
  setHandler(messages.lockUpdate, (wish) => wishAnswer(take({ kind: 'lock', ...wish })), wishes);
  setHandler(messages.unlockUpdate, (wish) => wishAnswer(take({ kind: 'unlock', ...wish })), wishes);
  setHandler(messages.holdUpdate, (wish) => wishAnswer(take({ kind: 'hold', ...wish })), wishes);
  setHandler(messages.resumeUpdate, (wish) => wishAnswer(take({ kind: 'resume', ...wish })), wishes);
  setHandler(messages.settleUpdate, (wish) => wishAnswer(take({ kind: 'settle', ...wish })), wishes);
  setHandler(messages.adoptUpdate, (wish) => wishAnswer(take({ kind: 'adopt', ...wish })), wishes);
  setHandler(messages.breakGlassUpdate, (wish) => wishAnswer(take({ kind: 'breakGlass', ...wish })), wishes);
  setHandler(messages.tellMeUpdate, (wish) => wishAnswer(take({ kind: 'tellMe', ...wish })), wishes);
}

type AnswerOf<Kind extends TargetAnswer['kind']> = Extract<TargetAnswer, { kind: Kind }>;

function expected<Kind extends TargetAnswer['kind']>(answer: TargetAnswer, kinds: readonly Kind[]): AnswerOf<Kind> {
  const isExpected = (given: TargetAnswer): given is AnswerOf<Kind> => kinds.some((kind) => kind === given.kind);
  if (isExpected(answer)) return answer;
  throw ApplicationFailure.nonRetryable(`The target answered ${answer.kind}`, 'internal');
}

function wishAnswer(answer: TargetAnswer): WishAnswer {
  if (isWishAnswer(answer)) return answer;
  throw ApplicationFailure.nonRetryable(`The target answered ${answer.kind}`, 'internal');
}

/** A message written by hand must not stop the target for everybody. */
function refuseNonsense(wish: { readonly by?: unknown; readonly home?: { readonly channel?: unknown } }): void {
  if (typeof wish?.by === 'string' && typeof wish.home?.channel === 'string') return;
  throw ApplicationFailure.nonRetryable('A message to a target needs `by` and `home.channel`', 'internal');
}
