import { workflowInfo } from '@temporalio/workflow';
import type { ChosenImage, DeployOutcome, DeployRequest } from '../domain/deploy.ts';
import { ENDINGS, type EndingCode } from '../domain/endings.ts';
import { isPassing, judgeGates, mindsOrder, passedGates, passesBrokenGlass, type Stop } from '../domain/gates.ts';
import type { Plan } from '../domain/plan.ts';
import type { Belief } from '../domain/target/drift.ts';
import { awaitTurn, calendarOf } from './await-turn.ts';
import { type Checked, checkPlan } from './check-plan.ts';
import { findMissing } from './find-missing.ts';
import { temporal } from './proxies.ts';
import type { Desk } from './walk.ts';

interface FirstGates {
  /** It ends before anything is written anywhere. */
  readonly stopped?: DeployOutcome;
  readonly belief: Belief;
}

/** Is the target locked, frozen or out of order? And what does it believe to run? */
export async function firstGates({ request, card }: Desk, image: ChosenImage): Promise<FirstGates> {
  const [{ belief, glass, ...others }, missing] = await Promise.all([
    temporal.readGates({ target: calendarOf(request.target) }),
    orderOf(request, image),
  ]);
  const mayPassGlass = glass && passesBrokenGlass(request.trigger);
  const stop = judgeGates({ ...others, ...(mayPassGlass && { glass }), ...missing }, Date.now());
  if (stop) return { belief, stopped: refusedBy(stop.code, stop) };
  const hasOrder = mindsOrder(request.trigger) && request.target.after !== undefined;
  card.show({ gates: { at: Date.now(), passed: passedGates({ ...others, hasOrder }) } });
  return { belief };
}

async function orderOf({ trigger, target }: DeployRequest, image: ChosenImage): ReturnType<typeof findMissing> {
  return mindsOrder(trigger) ? findMissing(target, image) : {};
}

type Passed = { readonly kind: 'go' } | Exclude<Checked, { kind: 'as-planned' }>;

/** The turn, then everything once more: catalogue entry, digest, order, lock and freeze. Stopped, it waits at the head of the queue. */
export async function passGates(desk: Desk, { image, change: { from } }: Plan): Promise<Passed> {
  const { target } = desk.request;
  const change = { from, to: { tag: image.tag, digest: image.digest } };
  const deployId = workflowInfo().workflowId;
  for (;;) {
    const turn = await awaitTurn(desk);
    if (turn.kind === 'superseded') return ended({ phase: 'superseded', code: 'superseded' });
    if (turn.kind === 'refused') return ended(refusedBy(turn.code ?? 'queue-full', turn.stop));

    const checked = await checkPlan(desk.request, image);
    if (checked.kind !== 'as-planned') return checked;
    const outside = { target: calendarOf(target), ...(await orderOf(desk.request, image)) };
    const begin = await temporal.beginRollOut({ ...outside, deployId, by: deployId, change });
    if (begin.kind === 'go') {
      noteAsked(desk);
      return begin;
    }
    if (!begin.stop || !isPassing(begin.stop)) return ended(refusedBy(begin.code, begin.stop));
  }
}

/** They were just asked again. */
function noteAsked({ card }: Desk): void {
  const { gates } = card.state;
  if (gates) card.show({ gates: { ...gates, at: Date.now() } });
}

const ended = (outcome: DeployOutcome): Passed => ({ kind: 'ended', outcome });

function refusedBy(code: EndingCode, stop: Stop | undefined): DeployOutcome {
  return { phase: ENDINGS[code].phase, code, ...(stop && { stop }) };
}
