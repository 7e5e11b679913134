import { DescribeImagesCommand, type ECRClient, type ImageDetail } from '@aws-sdk/client-ecr';
import type { EcrRepository } from '../../domain/target.ts';
import { foreignAnswer, nameOf } from '../aws-errors.ts';
import { ecrFailure } from './errors.ts';

export interface PushedImage {
  readonly digest: string;
  readonly tags: readonly string[];
  /** Epoch milliseconds. */
  readonly pushedAt: number;
}

const PAGE = 1_000; // the most that ECR gives at once
/** A branch such as `feature/x` is no tag; ECR would refuse the question instead of saying that there is none. */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/** One call: the image behind a tag with all its tags; `null` when there is no such tag. Source: DescribeImages by imageIds. */
export async function imageByTag(ecr: ECRClient, repository: EcrRepository, tag: string): Promise<PushedImage | null> {
  if (!TAG.test(tag)) return null;
  try {
    const { imageDetails } = await ecr.send(
      new DescribeImagesCommand({
        registryId: repository.registryId,
        repositoryName: repository.name,
        imageIds: [{ imageTag: tag }],
      }),
    );
    const [image] = (imageDetails ?? []).flatMap(pushedImage);
    if (!image) throw foreignAnswer('ECR'); // an image that is not there has an error of its own
    return image;
  } catch (error) {
    if (nameOf(error) === 'ImageNotFoundException') return null;
    throw ecrFailure(error, repository);
  }
}

/** Every image of the repository, in pages of a thousand: only where no tag is followed. */
export async function allImages(ecr: ECRClient, repository: EcrRepository): Promise<PushedImage[]> {
  const images: PushedImage[] = [];
  for (let nextToken: string | undefined, first = true; first || nextToken; first = false) {
    try {
      const page = await ecr.send(
        new DescribeImagesCommand({
          registryId: repository.registryId,
          repositoryName: repository.name,
          maxResults: PAGE,
          filter: { tagStatus: 'TAGGED' },
          ...(nextToken && { nextToken }),
        }),
      );
      if (!page.imageDetails) throw foreignAnswer('ECR');
      images.push(...page.imageDetails.flatMap(pushedImage));
      nextToken = page.nextToken;
    } catch (error) {
      throw ecrFailure(error, repository);
    }
  }
  return images;
}

function pushedImage({ imageDigest, imageTags, imagePushedAt }: ImageDetail): PushedImage[] {
  if (imageDigest === undefined) return [];
  return [{ digest: imageDigest, tags: imageTags ?? [], pushedAt: imagePushedAt?.getTime() ?? 0 }];
}
