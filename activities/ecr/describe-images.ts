import { DescribeImagesCommand, type ECRClient, type ImageDetail } from '@aws-sdk/client-ecr';
import type { EcrRepository } from '../../domain/target.ts';
import { awsFailure, nameOf } from '../aws-errors.ts';
import { permanent } from '../failures.ts';

export interface PushedImage {
  readonly digest: string;
  readonly tags: readonly string[];
  /** Epoch milliseconds. */
  readonly pushedAt: number;
}

const PAGE = 1_000; // the most that ECR gives at once

/** One call: the image behind a tag with all its tags; `null` when there is no such tag. Source: DescribeImages by imageIds. */
export async function imageByTag(ecr: ECRClient, repository: EcrRepository, tag: string): Promise<PushedImage | null> {
  try {
    const { imageDetails = [] } = await ecr.send(
      new DescribeImagesCommand({
        registryId: repository.registryId,
        repositoryName: repository.name,
        imageIds: [{ imageTag: tag }],
      }),
    );
    const [image] = imageDetails.flatMap(pushedImage);
    return image ?? null;
  } catch (error) {
    if (nameOf(error) === 'ImageNotFoundException') return null;
    throw failure(error, repository);
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
      images.push(...(page.imageDetails ?? []).flatMap(pushedImage));
      nextToken = page.nextToken;
    } catch (error) {
      throw failure(error, repository);
    }
  }
  return images;
}

function pushedImage({ imageDigest, imageTags, imagePushedAt }: ImageDetail): PushedImage[] {
  if (imageDigest === undefined) return [];
  return [{ digest: imageDigest, tags: imageTags ?? [], pushedAt: imagePushedAt?.getTime() ?? 0 }];
}

function failure(error: unknown, { name, registryId, region, uri }: EcrRepository): unknown {
  if (nameOf(error) !== 'RepositoryNotFoundException') return awsFailure(error, `images of ${uri}`);
  return permanent(
    'repository-not-found',
    `ECR has no repository ${name} in account ${registryId}, region ${region}. Create it, or correct image.repository in the catalogue.`,
  );
}
