import { parseImageReference } from '../../domain/image-reference.ts';
import type { Target } from '../../domain/target.ts';
import { ecs, github, temporal } from '../proxies.ts';

/** The tag that a target is set to now, whoever set it; `null`: none. A Lambda says nothing of itself: what tempocat did last counts. */
export async function presentTag({ service, environment, image, deploy }: Target): Promise<string | null> {
  switch (deploy.kind) {
    case 'kustomize':
      return (await github.readManifest({ deploy, imageRepository: image.repository })).tag;
    case 'hako':
      return parseImageReference((await ecs.readService({ ecs: deploy.ecs })).image).tag ?? null;
    case 'lambda': {
      const { running, lastChange } = (await temporal.readTarget({ service, environment })) ?? {};
      return lastChange?.to.tag ?? running?.tag ?? null;
    }
  }
}
