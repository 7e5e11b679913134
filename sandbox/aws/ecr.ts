import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from './refusal.ts';

export interface EcrImage {
  readonly digest: string;
  readonly tags: readonly string[];
  /** Epoch milliseconds. */
  readonly pushedAt: number;
}

export interface Ecr {
  createRepository(name: string): void;
  /** Pushes an image; a tag that another image had moves to it. Answers the digest. */
  push(
    name: string,
    image: { readonly tags: readonly string[]; readonly digest?: string; readonly pushedAt?: number },
  ): string;
  removeTag(name: string, tag: string): void;
  images(name: string): readonly EcrImage[];
  answer(operation: string, body: unknown): unknown;
}

const ACCOUNT = '123456789012';
const PAGE = 100;

const DescribeImages = z.object({
  registryId: z.string().default(ACCOUNT),
  repositoryName: z.string(),
  imageIds: z.array(z.object({ imageTag: z.string().optional(), imageDigest: z.string().optional() })).optional(),
  maxResults: z.number().int().min(1).max(1_000).optional(),
  nextToken: z.string().optional(),
  filter: z.object({ tagStatus: z.enum(['TAGGED', 'UNTAGGED', 'ANY']) }).optional(),
});

interface Stored {
  readonly digest: string;
  readonly tags: Set<string>;
  readonly pushedAt: number;
}

interface Repository {
  readonly byDigest: Map<string, Stored>;
  readonly byTag: Map<string, Stored>;
}

export function createEcr(): Ecr {
  const repositories = new Map<string, Repository>();
  const find = (name: string): Repository => {
    const found = repositories.get(name);
    if (found) return found;
    throw new Refusal(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${ACCOUNT}'`,
    );
  };
  return {
    createRepository: (name) => {
      repositories.set(name, { byDigest: new Map(), byTag: new Map() });
    },
    push: (name, { tags, digest = digestOf(`${name}:${tags.join()}`), pushedAt = Date.now() }) => {
      const { byDigest, byTag } = find(name);
      const image = byDigest.get(digest) ?? { digest, tags: new Set<string>(), pushedAt };
      byDigest.set(digest, image);
      for (const tag of tags) {
        byTag.get(tag)?.tags.delete(tag);
        byTag.set(tag, image);
        image.tags.add(tag);
      }
      return digest;
    },
    removeTag: (name, tag) => {
      const { byTag } = find(name);
      byTag.get(tag)?.tags.delete(tag);
      byTag.delete(tag);
    },
    images: (name) => [...find(name).byDigest.values()].map(({ tags, ...image }) => ({ ...image, tags: [...tags] })),
    answer: (operation, body) => {
      if (operation !== 'DescribeImages')
        throw new Refusal('UnknownOperationException', `${operation} is not played here`);
      const asked = DescribeImages.parse(body);
      return describe(find(asked.repositoryName), asked);
    },
  };
}

function describe({ byDigest, byTag }: Repository, asked: z.infer<typeof DescribeImages>) {
  const { imageIds, maxResults, nextToken, repositoryName, registryId } = asked;
  const detail = (image: Stored) => ({
    registryId,
    repositoryName,
    imageDigest: image.digest,
    ...(image.tags.size > 0 && { imageTags: [...image.tags] }),
    imagePushedAt: image.pushedAt / 1_000,
    imageSizeInBytes: 1_000_000,
  });
  if (imageIds) {
    if (maxResults !== undefined || nextToken !== undefined) {
      throw new Refusal('InvalidParameterException', 'maxResults and nextToken cannot be combined with imageIds');
    }
    return {
      imageDetails: imageIds.map(({ imageTag, imageDigest }) => {
        const image = imageTag === undefined ? byDigest.get(imageDigest ?? '') : byTag.get(imageTag);
        if (image) return detail(image);
        const id = `{imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'}`;
        throw new Refusal(
          'ImageNotFoundException',
          `The image with imageId ${id} does not exist within the repository with name '${repositoryName}' in the registry with id '${registryId}'`,
        );
      }),
    };
  }
  const wanted = asked.filter?.tagStatus ?? 'ANY';
  const images = [...byDigest.values()].filter(
    ({ tags }) => wanted === 'ANY' || (wanted === 'TAGGED') === tags.size > 0,
  );
  const from = Number(nextToken ?? 0);
  const to = from + (maxResults ?? PAGE);
  return { imageDetails: images.slice(from, to).map(detail), ...(to < images.length && { nextToken: String(to) }) };
}

export function digestOf(seed: string): string {
  return `sha256:${createHash('sha256').update(seed).digest('hex')}`;
}
