import type { ChosenImage, DeployOutcome, DeployRequest } from '../domain/deploy.ts';
import { entryDifference } from '../domain/plan.ts';
import { catalog, ecr } from './proxies.ts';

export type Checked =
  | { readonly kind: 'as-planned' }
  | { readonly kind: 'other-image'; readonly image: ChosenImage }
  | { readonly kind: 'ended'; readonly outcome: DeployOutcome };

/** Right before the roll-out: is the catalogue entry still the one it was started with, and the tag still that image? */
export async function checkPlan({ target }: DeployRequest, image: ChosenImage): Promise<Checked> {
  const { service, environment } = target;
  const { repository } = target.image;
  const digest = await ecr.digestOf({ repository, tag: image.tag });
  const entry = await catalog.presentEntry({ service, environment }); // last: an ECR that is down can take an hour
  if (!entry)
    return ended(
      'plan-changed',
      `The worker has no ${service} ${environment} in its catalogue: it was taken out, or the worker refused the changed catalogue, and its log says why.`,
    );
  const key = entryDifference(target, entry);
  if (key !== undefined) {
    return ended(
      'plan-changed',
      `The catalogue entry of ${service} ${environment} was changed meanwhile: ${key}. Ask again.`,
    );
  }
  if (digest === null) {
    return ended(
      'tag-not-found',
      `The image ${image.tag} (${image.digest}) is no longer in ${repository.uri}. Push it again, or deploy another.`,
    );
  }
  return digest === image.digest ? { kind: 'as-planned' } : { kind: 'other-image', image: { ...image, digest } };
}

function ended(code: 'plan-changed' | 'tag-not-found', detail: string): Checked {
  return { kind: 'ended', outcome: { phase: code === 'plan-changed' ? 'refused' : 'failed', code, detail } };
}
