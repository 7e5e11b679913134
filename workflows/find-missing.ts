import type { ChosenImage } from '../domain/deploy.ts';
import type { Outside } from '../domain/target/message.ts';
import type { Target } from '../domain/target.ts';
import { runsImage } from './kinds/runs-image.ts';
import { catalog, temporal } from './proxies.ts';

/** `after`: the environment that has to have this image first, and neither runs it now nor was given it by tempocat. */
export async function findMissing({ service, after }: Target, image: ChosenImage): Promise<Pick<Outside, 'notIn'>> {
  if (after === undefined) return {};
  if (await temporal.hasDeployed({ service, environment: after, digest: image.digest })) return {};
  const before = await catalog.presentEntry({ service, environment: after });
  return before && (await runsImage(before, image)) ? {} : { notIn: after };
}
