import { log, workflowInfo } from '@temporalio/workflow';
import type { ChosenImage } from '../domain/deploy.ts';
import type { Target } from '../domain/target.ts';
import { calendarOf } from './await-turn.ts';
import type { AutoDeployRequest } from './contract/messages.ts';
import type { Sighting } from './contract/ports/ecr.ts';
import { findMissing } from './find-missing.ts';
import { offering, polling } from './proxies.ts';
import { within } from './within.ts';

const ORDER_KNOWN_WITHIN = {
  ms: 30_000,
  why: 'how long it may take to know whether it runs in the environment before',
};

/** Digest by `service:environment`: what needs no offer any more. The next tick receives it as its last result. */
export type Settled = { readonly [target: string]: string };

/** One tick of a repository's Schedule: look once, offer what is new to each target that follows it. */
export async function autoDeploy({ repository, watches }: AutoDeployRequest): Promise<Settled> {
  const before = (workflowInfo().lastResult ?? {}) as Settled; // our own last answer
  const sightings = await polling.poll({
    repository,
    watches: watches.map(({ follow, match }) => ({ ...(follow !== undefined && { follow }), match })),
  });

  const offers = sightings.flatMap((sighting, index) =>
    (watches[index]?.targets ?? []).map(async (target) => {
      const key = `${target.service}:${target.environment}`;
      const digest = await settle(target, sighting, before[key]);
      return digest === undefined ? {} : { [key]: digest };
    }),
  );
  return Object.assign({}, ...(await Promise.all(offers)));
}

/** The digest that this target needs no offer of any more. */
async function settle(target: Target, sighting: Sighting, before: string | undefined): Promise<string | undefined> {
  const { service, environment } = target;
  if (sighting.kind === 'missing') {
    log.info('nothing to follow', { service, environment, detail: sighting.detail });
    return before;
  }
  const { image } = sighting;
  return before === image.digest || (await offer(target, image)) ? image.digest : before;
}

/** The target decides. True when this digest need not be offered again: it runs, or was tried. What is stopped is offered until it is not. */
async function offer(target: Target, image: ChosenImage): Promise<boolean> {
  const { service, environment } = target;
  try {
    const missing = await within(ORDER_KNOWN_WITHIN, () => findMissing(target, image));
    if (missing === 'timed-out') return false;
    const answer = await offering.offer({ target: calendarOf(target), image, by: 'schedule', ...missing });
    if (answer.kind === 'not-now') return answer.why === 'running' || answer.why === 'tried';
    const request = { target, image, trigger: 'schedule', requestedBy: 'schedule' } as const;
    await offering.startDeploy({ deployId: answer.deployId, request });
    return false;
  } catch (error) {
    log.warn('the offer failed; the next poll offers again', { service, environment, error: String(error) });
    return false;
  }
}
