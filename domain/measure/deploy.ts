import type { DeployCard } from '../deploy.ts';
import { FINAL_PHASES } from '../deploy.ts';
import { count, type Measure, seconds } from '../measure.ts';
import { timeInPhases } from '../phase-times.ts';

/** A deploy that has ended, in numbers. */
export function measureDeploy(card: DeployCard, now: number): Measure[] {
  const { service, environment, trigger, phase, outcome, phases } = card;
  const where = { service, environment };
  const isFinal = (name: string) => FINAL_PHASES.some((final) => final === name);
  const times = [...timeInPhases(phases, now)].filter(([name]) => !isFinal(name));
  return [
    count('tempocat_deploys', { ...where, trigger, ending: phase, code: outcome?.code ?? 'none' }),
    ...times.map(([name, ms]) => seconds('tempocat_deploy_phase', ms, { ...where, phase: name })),
    ...leadTimes(card, now),
  ];
}

/** Of what was deployed for the first time; going back brings no commit to anybody. */
function leadTimes({ service, environment, phase, commits }: DeployCard, now: number): Measure[] {
  if (phase !== 'deployed' || commits?.kind !== 'listed' || commits.direction === 'back') return [];
  return commits.commits.flatMap(({ at }) =>
    at === undefined ? [] : [seconds('tempocat_lead_time', now - at, { service, environment })],
  );
}
