import { workflowInfo } from '@temporalio/workflow';
import type { ChosenImage, DeployOutcome, DeployRequest, Plan } from '../domain/deploy.ts';
import { fingerprintOf } from '../domain/plan.ts';
import { awaitDecision } from './await-decision.ts';
import { awaitTurn, giveTurnBack, type TurnNews } from './await-turn.ts';
import type { Card } from './card.ts';
import { checkPlan } from './check-plan.ts';
import type { Votes } from './collect-votes.ts';
import type { DeployKind, Planned } from './kinds/deploy-kind.ts';
import { ecr, temporal } from './proxies.ts';
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
  let image = request.image ?? (await resolveImage(request));
  let approved: Plan | undefined;

  for (let number = 1; number <= PLANS_AT_MOST; number += 1) {
    card.show({ image });
    const planned = await kind.plan(image);
    if (planned.kind === 'nothing-to-do') return unchanged(request, image);
    const plan = draw(desk, { number, image, planned });

    if (plan.fingerprint !== approved?.fingerprint) {
      if (approved && request.target.approval) await giveTurnBack(desk);
      const decision = await awaitDecision(desk);
      if (decision.kind === 'ended') return decision.outcome;
      approved = plan;
    }

    const turn = await awaitTurn(desk);
    if (turn.kind !== 'granted') return notGranted(turn.kind, turn.code);

    const checked = await checkPlan(request, image);
    if (checked.kind === 'ended') return checked.outcome;
    if (checked.kind === 'other-image') {
      image = checked.image;
      continue;
    }
    const outcome = await rollOut(desk, image);
    if (outcome) return number > 1 ? { note: 'plan-renewed', ...outcome } : outcome;
  }
  return { phase: 'refused', code: 'plan-changed', detail: `The plan changed ${PLANS_AT_MOST} times while it waited.` };
}

function resolveImage({ target, ref }: DeployRequest): Promise<ChosenImage> {
  return ecr.resolveImage({
    source: target.image,
    ...(ref !== undefined && { ref }),
    ...(target.source && { branch: target.source.defaultBranch }),
  });
}

interface Draft {
  readonly number: number;
  readonly image: ChosenImage;
  readonly planned: Extract<Planned, { kind: 'change' }>;
}

/** The plan as people see it, and the fingerprint that an approval is for. */
function draw(desk: Desk, { number, image, planned: { change } }: Draft): Plan {
  desk.card.show({ phase: 'planned', plan: number, change });
  showCommits(desk, change);
  return { number, image, change, fingerprint: fingerprintOf({ target: desk.request.target, image, change }) };
}

/** Nothing comes back when the world moved and the plan has to be made anew. */
async function rollOut({ request, card, kind }: Desk, image: ChosenImage): Promise<DeployOutcome | undefined> {
  const { service, environment } = request.target;
  const begin = await temporal.beginRollOut({ service, environment, deployId: workflowInfo().workflowId });
  if (begin.kind === 'refused') return { phase: 'refused', code: begin.code };

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
  const running = (await temporal.readTarget({ service, environment }))?.running;
  const isOther = running?.tag === tag && running.digest !== digest;
  return { phase: 'unchanged', ...(isOther && { note: 'other-image-same-tag' }) };
}

function notGranted(
  kind: 'waiting' | 'refused' | 'superseded',
  code: DeployOutcome['code'] = 'queue-full',
): DeployOutcome {
  return kind === 'superseded' ? { phase: 'superseded', code: 'superseded' } : { phase: 'refused', code };
}
