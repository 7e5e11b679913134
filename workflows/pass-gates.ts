import { workflowInfo } from '@temporalio/workflow';
import type { ChosenImage, DeployOutcome } from '../domain/deploy.ts';
import { ENDINGS, type EndingCode } from '../domain/endings.ts';
import { isPassing, judgeGates, type Stop } from '../domain/gates.ts';
import { awaitTurn, calendarOf } from './await-turn.ts';
import { type Checked, checkPlan } from './check-plan.ts';
import { findMissing } from './find-missing.ts';
import { temporal } from './proxies.ts';
import type { Desk } from './walk.ts';

/** A deploy into a locked, frozen or out-of-order target ends before anything is written anywhere. */
export async function firstGates({ request }: Desk, image: ChosenImage): Promise<DeployOutcome | undefined> {
  const [gates, missing] = await Promise.all([
    temporal.readGates({ target: calendarOf(request.target) }),
    findMissing(request.target, image),
  ]);
  const { glass, ...others } = gates;
  const mayPassGlass = glass && request.trigger !== 'schedule';
  const stop = judgeGates({ ...others, ...(mayPassGlass && { glass }), ...missing }, Date.now());
  return stop && refusedBy(stop.code, stop);
}

type Passed = { readonly kind: 'go' } | Exclude<Checked, { kind: 'as-planned' }>;

/** The turn, then everything once more: catalogue entry, digest, order, lock and freeze. Stopped, it waits at the head of the queue. */
export async function passGates(desk: Desk, image: ChosenImage): Promise<Passed> {
  const { target } = desk.request;
  const deployId = workflowInfo().workflowId;
  for (;;) {
    const turn = await awaitTurn(desk);
    if (turn.kind === 'superseded') return ended({ phase: 'superseded', code: 'superseded' });
    if (turn.kind === 'refused') return ended(refusedBy(turn.code ?? 'queue-full', turn.stop));

    const checked = await checkPlan(desk.request, image);
    if (checked.kind !== 'as-planned') return checked;
    const missing = await findMissing(target, image);
    const begin = await temporal.beginRollOut({ target: calendarOf(target), deployId, by: deployId, ...missing });
    if (begin.kind === 'go') return begin;
    if (!begin.stop || !isPassing(begin.stop)) return ended(refusedBy(begin.code, begin.stop));
  }
}

const ended = (outcome: DeployOutcome): Passed => ({ kind: 'ended', outcome });

function refusedBy(code: EndingCode, stop: Stop | undefined): DeployOutcome {
  return { phase: ENDINGS[code].phase, code, ...(stop && { stop }) };
}
