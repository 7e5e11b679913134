import type { ChosenImage } from '../../domain/deploy.ts';
import { isImage } from '../../domain/image-reference.ts';
import type { Target } from '../../domain/target.ts';
import { ecs, github, watchArgoCd } from '../proxies.ts';
import { within } from '../within.ts';

const ARGO_CD_ANSWERS_WITHIN = { ms: 60_000, why: 'how long Argo CD may take to answer' };

/** Whether a target runs this image now, whoever brought it there. Who cannot say has not seen it. */
export async function runsImage({ image: source, deploy }: Target, image: ChosenImage): Promise<boolean> {
  const repository = source.repository.uri;
  const isOurs = (reference: string) =>
    [image.tag, ...image.otherTags].some((tag) => isImage(reference, { repository, tag }));
  switch (deploy.kind) {
    case 'kustomize': {
      const { argocd } = deploy;
      if (!argocd) {
        const { tag } = await github.readManifest({ deploy, imageRepository: source.repository });
        return tag !== null && isOurs(`${repository}:${tag}`);
      }
      const state = await within(ARGO_CD_ANSWERS_WITHIN, () => watchArgoCd.awaitApplicationChange({ argocd }));
      return state !== 'timed-out' && state.health === 'Healthy' && state.images.some(isOurs);
    }
    case 'hako': {
      const { deployments, running } = await ecs.readService({ ecs: deploy.ecs });
      return running > 0 && deployments.length > 0 && deployments.every((deployment) => isOurs(deployment.image));
    }
    case 'lambda':
      return false; // a function says nothing of itself; what tempocat deployed is known already
  }
}
