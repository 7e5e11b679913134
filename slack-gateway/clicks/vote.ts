import { decide } from '../../client/decide.ts';
import { count } from '../../domain/measure.ts';
import type { Target } from '../../domain/target.ts';
import { parseBallot, REJECT_REASON } from '../actions.ts';
import type { Desk } from '../desk.ts';
import { inTheirLanguage } from '../languages.ts';
import { openReasonForm } from '../open-form.ts';
import { FRESH_FOR_A_DECISION_MS } from '../people.ts';
import { stopNow } from '../stop-now.ts';
import { targetOfDeploy } from '../target-of.ts';
import { type Message, message } from '../views/blocks.ts';
import { renderHeard } from '../views/heard.ts';
import { renderApprovalStopped } from '../views/stops.ts';
import { answerWords } from '../views/words/answers.ts';
import type { Click } from './click.ts';
import { redrawClosed } from './redraw-closed.ts';

/** Approve: while the target is locked or frozen it does not count, and stays possible later. */
export async function approve(desk: Desk, click: Click): Promise<Message> {
  const target = targetOf(desk, click);
  const stop = target && (await stopNow(desk, target));
  if (!target || !stop) return vote(desk, click, 'approve');
  desk.log.info({ by: click.by, deploy: click.value, code: stop.code }, 'approval stopped');
  desk.record([count('tempocat_refusals', { what: 'approve', why: stop.code })]);
  return renderApprovalStopped(stop, inTheirLanguage(desk, target));
}

/** Reject: counts at once; why may be said in the form that opens then. */
export const reject = (desk: Desk, click: Click): Promise<Message> => vote(desk, click, 'reject');

function targetOf(desk: Desk, { value }: Click): Target | undefined {
  const carried = parseBallot(value);
  return carried.kind === 'unreadable' ? undefined : targetOfDeploy(desk, carried.ballot.deployId);
}

type Decision = 'approve' | 'reject';

/** The gateway says who clicked; the deploy judges whether it counts. */
async function vote(desk: Desk, click: Click, decision: Decision): Promise<Message> {
  const { locale } = desk;
  const { by, value, id } = click;
  const carried = parseBallot(value);
  if (carried.kind === 'unreadable') return message([answerWords[locale].unreadable]);
  const { deployId, plan } = carried.ballot;
  const actor = await desk.people.actorOf(by, { maxAgeMs: FRESH_FOR_A_DECISION_MS });
  const heard = await decide(desk.client, deployId, { ...actor, decision, plan, click: id });
  desk.log.info(
    { by, decision, deployId, heard: heard.kind, ...(heard.kind === 'refused' && { code: heard.code }) },
    'decision',
  );
  if (heard.kind === 'refused') desk.record([count('tempocat_refusals', { what: decision, why: heard.code })]);
  if (heard.kind === 'ended') await redrawClosed(desk, click, deployId);
  if (heard.kind === 'counted' && decision === 'reject')
    await openReasonForm(desk, click, { form: REJECT_REASON, about: deployId });
  return renderHeard(heard, decision, locale);
}
