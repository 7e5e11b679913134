import { CancellationScope, CancelledFailure, workflowInfo } from '@temporalio/workflow';
import { policyOf } from '../domain/approval.ts';
import type { ChosenImage, DeployOutcome, DeployRequest } from '../domain/deploy.ts';
import { fingerprintOf, type Plan, planDifferences } from '../domain/plan.ts';
import { type Belief, driftFrom } from '../domain/target/drift.ts';
import { awaitDecision } from './await-decision.ts';
import { giveTurnBack, type TurnNews } from './await-turn.ts';
import type { Card } from './card.ts';
import { chooseImage } from './choose-image.ts';
import type { Votes } from './collect-votes.ts';
import type { DeployKind, Planned } from './kinds/deploy-kind.ts';
import { firstGates, passGates } from './pass-gates.ts';
import { temporal } from './proxies.ts';
import { showCommits } from './show-commits.ts';

/** All that one deploy has at hand. */
export interface Desk {
  readonly request: DeployRequest;
  readonly card: Card;
  readonly votes: Votes;
  readonly turn: TurnNews;
  readonly kind: DeployKind;
}

const PLANS_AT_MOST = 4; // the first, and three times anew

/** One deploy, told from top to bottom. Every line is a step a person would name. */
export async function walk(desk: Desk): Promise<DeployOutcome> {
  const { request, card, kind } = desk;
  const chosen = await chooseImage(desk);
  if (chosen.kind === 'ended') return chosen.outcome;
  let { image } = chosen;
  card.show({ image });
  const { stopped, belief } = await firstGates(desk, image);
  if (stopped) return stopped;
  if (request.trigger === 'undo') await beginUndo(desk);

  let shown: Plan | undefined;
  for (let number = 1; number <= PLANS_AT_MOST; number += 1) {
    card.show({ image });
    const planned = await kind.plan(image);
    noteDrift(card, belief, planned.kind === 'change' ? planned.change.from : planned.from);
    if (planned.kind === 'nothing-to-do') return unchanged(request, image);
    const plan = draw(desk, { number, image, planned, ...(shown && { shown }) });

    if (plan.fingerprint !== shown?.fingerprint) {
      if (desk.turn.asked && policyOf(request)) await giveTurnBack(desk);
      const decision = await awaitDecision(desk);
      if (decision.kind === 'ended') return decision.outcome;
      shown = plan;
    }

    const passed = await passGates(desk, plan);
    if (passed.kind === 'ended') return passed.outcome;
    if (passed.kind === 'other-image') {
      image = passed.image;
      continue;
    }
    const outcome = await rollOut(desk, image);
    if (outcome) return number > 1 ? { note: 'plan-renewed', ...outcome } : outcome;
  }
  return { phase: 'refused', code: 'plan-changed', detail: `The plan changed ${PLANS_AT_MOST} times while it waited.` };
}

/** From here on the schedule keeps away from this target. */
async function beginUndo({ request: { target, requestedBy } }: Desk): Promise<void> {
  const { service, environment } = target;
  await temporal.beginUndo({ service, environment, deployId: workflowInfo().workflowId, by: requestedBy });
}

/** Somebody changed it by hand since tempocat did. */
function noteDrift({ show }: Card, belief: Belief, present: string | null): void {
  const byHandSince = driftFrom(belief, present);
  if (byHandSince !== undefined) show({ byHandSince });
}

interface Draft {
  readonly number: number;
  readonly image: ChosenImage;
  readonly planned: Extract<Planned, { kind: 'change' }>;
  /** What people were asked about before. */
  readonly shown?: Plan;
}

/** The plan as people see it, and the fingerprint that an approval is for. */
function draw(desk: Desk, { number, image, planned: { change }, shown }: Draft): Plan {
  const plan = { number, image, change, fingerprint: fingerprintOf({ target: desk.request.target, image, change }) };
  const renewed = shown ? planDifferences(shown, plan) : [];
  desk.card.show({ phase: 'planned', plan: number, change, ...(renewed.length > 0 && { renewed }) });
  showCommits(desk, change);
  return plan;
}

/** Nothing comes back when the world moved and the plan has to be made anew. */
async function rollOut({ card, kind }: Desk, image: ChosenImage): Promise<DeployOutcome | undefined> {
  if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('Cancelled before the roll-out');
  card.show({ phase: 'rolling-out', ...mergeAwaited(card) });
  const rolledOut = await kind.rollOut(image);
  if (rolledOut.kind === 'moved') return undefined;
  if (rolledOut.kind === 'ended') return rolledOut.outcome;

  card.show({ phase: 'verifying', progress: { kind: 'waiting', for: `${image.tag} to run` } });
  return kind.verify(image, (progress) => card.show({ progress }));
}

/** Required checks may keep a merge waiting for long, and people should see why. */
function mergeAwaited({ state: { change } }: Card): Pick<Card['state'], 'progress'> {
  const pullRequest = change?.kind === 'kustomize' ? change.pullRequest : undefined;
  return pullRequest
    ? { progress: { kind: 'waiting', for: `GitHub to merge pull request #${pullRequest.number}` } }
    : {};
}

/** Under the same tag there may be another image now; pods that run keep the old one. */
async function unchanged({ target }: DeployRequest, { tag, digest }: ChosenImage): Promise<DeployOutcome> {
  const { service, environment } = target;
  const { running, lastChange } = (await temporal.readTarget({ service, environment })) ?? {};
  if (lastChange?.to.tag === tag && lastChange.phase !== 'deployed') return { phase: 'unchanged', note: 'last-failed' };
  const isOther = running?.tag === tag && running.digest !== digest;
  return { phase: 'unchanged', ...(isOther && { note: 'other-image-same-tag' }) };
}
