import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ChosenImage } from '../../domain/deploy.ts';
import type { EcrPort } from '../../workflows/contract/ports/ecr.ts';
import { permanent } from '../failures.ts';
import { imageByTag } from './describe-images.ts';
import { matcherOf } from './resolve-image.ts';

type Args = Parameters<EcrPort['exactImage']>[0];

/** The image that ran before, and no other: a tag that was deleted or moved cannot bring it back. */
export async function exactImage(ecr: ECRClient, { source, tag, digest }: Args): Promise<ChosenImage> {
  const { repository, match } = source;
  const image = await imageByTag(ecr, repository, tag);
  if (!image) {
    throw permanent(
      'tag-not-found',
      `The image ${tag}, which ran before, is no longer in ${repository.uri}. Nothing was changed. Push it again, or deploy another.`,
    );
  }
  if (digest !== undefined && image.digest !== digest) {
    throw permanent(
      'tag-not-found',
      `In ${repository.uri} the tag ${tag} means another image now (${image.digest}) than the one that ran before (${digest}). Nothing was changed. Deploy the image that you want by its tag.`,
    );
  }
  const matches = matcherOf(match);
  return { tag, digest: image.digest, otherTags: image.tags.filter((other) => other !== tag && matches(other)) };
}
