import type { ECRClient } from '@aws-sdk/client-ecr';
import { chooseTag, newestMatching } from '../../domain/image-tag.ts';
import type { EcrRepository } from '../../domain/target.ts';
import type { Sighting, Watch } from '../../workflows/contract/ports/ecr.ts';
import { allImages, imageByTag, type PushedImage } from './describe-images.ts';
import { matcherOf } from './resolve-image.ts';

type Look =
  | { readonly kind: 'tag'; readonly image: PushedImage | null }
  | { readonly kind: 'all'; readonly images: readonly PushedImage[] };

/** One look for all who watch: one call for each distinct followed tag, so that a missing tag hides no other. */
export async function pollRepository(
  ecr: ECRClient,
  repository: EcrRepository,
  watches: readonly Watch[],
): Promise<readonly Sighting[]> {
  const follows = [...new Set(watches.map(({ follow }) => follow))];
  const looks = new Map(
    await Promise.all(
      follows.map(async (follow): Promise<readonly [string | undefined, Look]> => {
        if (follow === undefined) return [follow, { kind: 'all', images: await allImages(ecr, repository) }];
        return [follow, { kind: 'tag', image: await imageByTag(ecr, repository, follow) }];
      }),
    ),
  );
  return watches.map((watch) => judge(looks.get(watch.follow), watch, repository));
}

function judge(look: Look | undefined, { follow, match }: Watch, { uri }: EcrRepository): Sighting {
  const matches = matcherOf(match);
  const image = look?.kind === 'all' ? newestMatching(look.images, matches) : look?.image;
  if (!image)
    return {
      kind: 'missing',
      detail: `${uri} has no image ${follow === undefined ? `with a tag that matches ${match}` : `tagged "${follow}"`}`,
    };
  const choice = chooseTag(image.tags, matches);
  if (choice.kind === 'none')
    return {
      kind: 'missing',
      detail: `"${follow}" marks an image without a tag that matches ${match}: ${image.tags.join(', ')}`,
    };
  return { kind: 'seen', image: { tag: choice.tag, digest: image.digest, otherTags: choice.otherTags } };
}
