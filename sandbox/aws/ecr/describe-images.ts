import { z } from 'zod';
import { refusal } from '../refusal.ts';
import type { Image, Repository } from './repository.ts';

const IDS_AT_MOST = 100;
const PAGE = 100;
const PAGE_AT_MOST = 1_000;

const ImageId = z.object({ imageDigest: z.string().optional(), imageTag: z.string().optional() });
type ImageId = z.infer<typeof ImageId>;

export const DescribeImagesInput = z.object({
  registryId: z.string().optional(),
  repositoryName: z.string(),
  imageIds: z.array(ImageId).min(1).max(IDS_AT_MOST).optional(),
  maxResults: z.number().int().min(1).max(PAGE_AT_MOST).optional(),
  nextToken: z.string().optional(),
  filter: z.object({ tagStatus: z.enum(['TAGGED', 'UNTAGGED', 'ANY']).optional() }).optional(),
});
export type DescribeImagesInput = z.infer<typeof DescribeImagesInput>;

/** One row per image, not per tag: by ids in one call, or a page of all. */
export function describeImages(repository: Repository, input: DescribeImagesInput) {
  const { imageIds, maxResults, nextToken } = input;
  if (!imageIds) return describePage(repository, input);
  if (maxResults !== undefined || nextToken !== undefined) {
    throw refusal(
      'InvalidParameterException',
      "Invalid parameter at 'maxResults' failed to satisfy constraint: 'maxResults and nextToken cannot be used with imageIds'",
    );
  }
  const images = imageIds.map((id) => findImage(repository, id));
  const unique = new Map(images.map((image) => [image.digest, image]));
  return { imageDetails: [...unique.values()].map((image) => represent(repository, image)) };
}

function describePage(repository: Repository, { maxResults = PAGE, nextToken, filter }: DescribeImagesInput) {
  const after = nextToken === undefined ? '' : readToken(nextToken);
  const status = filter?.tagStatus ?? 'ANY';
  const images = repository.list();
  const found: Image[] = [];
  for (let index = indexAfter(images, after); index < images.length && found.length <= maxResults; index += 1) {
    const image = images[index];
    if (image && (status === 'ANY' || (status === 'TAGGED') === image.tags.length > 0)) found.push(image);
  }
  const page = found.slice(0, maxResults);
  const last = page.at(-1);
  return {
    imageDetails: page.map((image) => represent(repository, image)),
    ...(last && found.length > page.length && { nextToken: writeToken(last.digest) }),
  };
}

/** Where the digests after this one begin: by halves, as a registry of 100,000 images should not be walked for each page. */
function indexAfter(images: readonly Image[], digest: string): number {
  let [low, high] = [0, images.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((images[middle]?.digest ?? '') > digest) high = middle;
    else low = middle + 1;
  }
  return low;
}

function findImage(repository: Repository, { imageDigest, imageTag }: ImageId): Image {
  const { name, registryId, byDigest, byTag } = repository;
  const image = imageDigest === undefined ? byTag(imageTag ?? '') : byDigest(imageDigest);
  if (image && (imageTag === undefined || image.tags.includes(imageTag))) return image;
  throw refusal(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'} ` +
      `does not exist within the repository with name '${name}' in the registry with id '${registryId}'`,
  );
}

function represent({ name, registryId }: Repository, { digest, tags, pushedAt, size }: Image) {
  return {
    registryId,
    repositoryName: name,
    imageDigest: digest,
    ...(tags.length > 0 && { imageTags: tags }),
    imageSizeInBytes: size,
    imagePushedAt: pushedAt / 1_000,
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactMediaType: 'application/vnd.oci.image.config.v1+json',
  };
}

const writeToken = (digest: string): string => Buffer.from(JSON.stringify({ after: digest })).toString('base64url');

function readToken(token: string): string {
  try {
    return z.object({ after: z.string() }).parse(JSON.parse(Buffer.from(token, 'base64url').toString())).after;
  } catch {
    throw refusal(
      'InvalidParameterException',
      "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid token'",
    );
  }
}
