import type { ChosenImage, DeployRequest } from '../domain/deploy.ts';
import { judgeGates } from '../domain/gates.ts';
import type { Change } from '../domain/plan.ts';
import type { PlanFound, Verdicts } from '../domain/plan-ahead.ts';
import type { Target } from '../domain/target.ts';
import { calendarOf } from './await-turn.ts';
import { resolveImage } from './choose-image.ts';
import type { PlanRequest } from './contract/messages.ts';
import type { Letter } from './contract/ports/slack.ts';
import { endingOf } from './failure.ts';
import { findMissing } from './find-missing.ts';
import { kindOf } from './kinds/index.ts';
import { courtesy, slack, temporal } from './proxies.ts';
import { within } from './within.ts';

const ANSWERS_WITHIN = { ms: 120_000, why: 'how long vendors may take to answer' }; // who asked is waiting; a vendor that is down for longer is said

/** A deploy up to the gates, with its diff and its verdicts, and no effect. */
export async function plan({ target, ref, requestedBy, locale, place, privately }: PlanRequest): Promise<void> {
  const request: DeployRequest = {
    target: readOnly(target),
    trigger: 'slack',
    requestedBy,
    ...(ref !== undefined && { ref }),
  };
  const seen = await within(ANSWERS_WITHIN, () => look(request)).catch(failed);
  const found = seen === 'timed-out' ? SILENT : seen;
  const { service, environment } = target;
  const ahead = { service, environment, locale, requestedBy, ...(ref !== undefined && { ref }), found };
  const letter: Letter = { kind: 'plan', plan: ahead };
  if (privately) await slack.whisper({ place, user: requestedBy, letter });
  else await slack.postMessage({ place, letter });
}

/** A pull request is an effect; what would be written is the same as with a commit. */
function readOnly(target: Target): Target {
  const { deploy } = target;
  return deploy.kind === 'kustomize' ? { ...target, deploy: { ...deploy, write: 'commit' } } : target;
}

async function look(request: DeployRequest): Promise<PlanFound> {
  const image = await resolveImage(request);
  const planned = await kindOf(request).plan(image);
  const change = planned.kind === 'change' ? planned.change : undefined;
  return { kind: 'planned', image, ...(change && { change }), ...(await verdictsOf(request.target, image, change)) };
}

async function verdictsOf(target: Target, image: ChosenImage, change: Change | undefined): Promise<Verdicts> {
  const { service, environment, approval, source } = target;
  const [{ belief: _, ...gates }, missing, memo, commits] = await Promise.all([
    temporal.readGates({ target: calendarOf(target) }),
    findMissing(target, image),
    temporal.readTarget({ service, environment }),
    change && change.from !== null && source
      ? courtesy.listCommits({ source, from: change.from, to: change.to }).catch(() => undefined)
      : undefined,
  ]);
  const stop = judgeGates({ ...gates, ...missing }, Date.now());
  return {
    waiting: memo?.waiting ?? 0,
    ...(stop && { stop }),
    ...(memo?.holder && { holder: memo.holder.deployId }),
    ...(approval && { approval }),
    ...(commits && { commits }),
  };
}

const failed = (error: unknown): PlanFound => ({ kind: 'failed', ...endingOf(error) });

const SILENT: PlanFound = {
  kind: 'failed',
  code: 'internal',
  detail: `a vendor did not answer within ${ANSWERS_WITHIN.ms / 1_000} s; Temporal's page of this plan says which`,
};
