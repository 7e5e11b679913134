import type { ECRClient } from '@aws-sdk/client-ecr';
import { followedTag } from '../../domain/branch-name.ts';
import type { ChosenImage } from '../../domain/deploy.ts';
import { chooseTag, newestMatching } from '../../domain/image-tag.ts';
import { compilePattern } from '../../domain/pattern.ts';
import type { ImageSource } from '../../domain/target.ts';
import { permanent } from '../failures.ts';
import { allImages, imageByTag, type PushedImage } from './describe-images.ts';

interface Wish {
  readonly source: ImageSource;
  readonly ref?: string;
  readonly branch?: string;
}

/** The word is first taken as a tag, then as a branch; without one the followed tag of the default branch, or the newest pushed. */
export async function resolveImage(ecr: ECRClient, { source, ref, branch = 'main' }: Wish): Promise<ChosenImage> {
  const { repository, follow } = source;
  const matches = matcherOf(source.match);
  if (ref === undefined) {
    return follow === undefined
      ? newest(ecr, source, matches)
      : followed(ecr, source, { matches, tag: followedTag(follow, branch) });
  }
  const exact = matches(ref) ? await imageByTag(ecr, repository, ref) : null;
  if (exact)
    return { tag: ref, digest: exact.digest, otherTags: exact.tags.filter((tag) => tag !== ref && matches(tag)) };
  if (!follow?.includes('{branch')) {
    throw permanent(
      'tag-not-found',
      `${repository.uri} has no image with the tag "${ref}" that matches ${source.match}. Branches cannot be chosen here: ` +
        `${follow === undefined ? 'the newest pushed image' : `the tag "${follow}"`} is followed. Give a tag that exists, or none.`,
    );
  }
  return followed(ecr, source, { matches, tag: followedTag(follow, ref), branch: ref });
}

export function matcherOf(match: string): (tag: string) => boolean {
  const pattern = compilePattern(match);
  if (pattern.kind === 'pattern') return (tag) => pattern.matches(tag);
  throw permanent('internal', `image.match "${match}" is no pattern: ${pattern.reason}`);
}

interface Followed {
  readonly tag: string;
  readonly matches: (tag: string) => boolean;
  readonly branch?: string;
}

async function followed(
  ecr: ECRClient,
  { repository, match }: ImageSource,
  { tag, matches, branch }: Followed,
): Promise<ChosenImage> {
  const image = await imageByTag(ecr, repository, tag);
  if (!image) {
    const asTag =
      branch === undefined ? '' : ` "${branch}" is no tag that matches ${match}, and as a branch it would be marked by`;
    throw permanent(
      'tag-not-found',
      `${repository.uri}:${asTag} the tag "${tag}", which no image has. Is the image pushed already?`,
    );
  }
  return chosen(image, { matches, what: `The image that "${tag}" marks in ${repository.uri}`, match });
}

async function newest(
  ecr: ECRClient,
  { repository, match }: ImageSource,
  matches: (tag: string) => boolean,
): Promise<ChosenImage> {
  const images = await allImages(ecr, repository);
  const image = newestMatching(images, matches);
  if (!image)
    throw permanent(
      'tag-not-found',
      `None of the ${images.length} tagged images in ${repository.uri} has a tag that matches ${match}. Push one with such a tag, or correct image.match.`,
    );
  return chosen(image, { matches, what: `The newest image in ${repository.uri}`, match });
}

interface Words {
  readonly matches: (tag: string) => boolean;
  readonly what: string;
  readonly match: string;
}

function chosen({ tags, digest }: PushedImage, { matches, what, match }: Words): ChosenImage {
  const choice = chooseTag(tags, matches);
  if (choice.kind === 'chosen') return { tag: choice.tag, digest, otherTags: choice.otherTags };
  throw permanent(
    'tag-not-found',
    `${what} has no tag that matches ${match}; its tags are ${tags.join(', ')}. Push it with such a tag, or correct image.match.`,
  );
}
