import { createHash, randomUUID } from 'node:crypto';

/** Tags move from image to image; an image may have several, or none. */
export interface Image {
  readonly digest: string;
  readonly tags: readonly string[];
  /** Epoch milliseconds. */
  readonly pushedAt: number;
  readonly size: number;
}

export interface Push {
  readonly tags: readonly string[];
  readonly digest?: string;
  readonly pushedAt?: number;
}

interface Stored {
  readonly digest: string;
  readonly tags: Set<string>;
  readonly pushedAt: number;
  readonly size: number;
}

export interface Repository {
  readonly name: string;
  readonly registryId: string;
  push(push: Push): string;
  removeTag(tag: string): void;
  byDigest(digest: string): Image | undefined;
  byTag(tag: string): Image | undefined;
  /** In the order of their digests, which tells nothing about their age. */
  list(): readonly Image[];
}

export function createRepository(name: string, registryId: string, now: () => number): Repository {
  const images = new Map<string, Stored>();
  const tagged = new Map<string, Stored>();
  let listed: readonly Image[] | undefined;

  const removeTag = (tag: string): void => {
    tagged.get(tag)?.tags.delete(tag);
    tagged.delete(tag);
    listed = undefined;
  };
  return {
    name,
    registryId,
    push: ({ tags, digest = newDigest(), pushedAt = now() }) => {
      const image = images.get(digest) ?? { digest, tags: new Set(), pushedAt, size: 30_000_000 };
      images.set(digest, image);
      for (const tag of tags) {
        removeTag(tag);
        tagged.set(tag, image);
        image.tags.add(tag);
      }
      listed = undefined;
      return digest;
    },
    removeTag,
    byDigest: (digest) => seen(images.get(digest)),
    byTag: (tag) => seen(tagged.get(tag)),
    list: () => {
      listed ??= [...images.values()].sort((a, b) => (a.digest < b.digest ? -1 : 1)).flatMap((it) => seen(it) ?? []);
      return listed;
    },
  };
}

function seen(image: Stored | undefined): Image | undefined {
  return image && { ...image, tags: [...image.tags] };
}

function newDigest(): string {
  return `sha256:${createHash('sha256').update(randomUUID()).digest('hex')}`;
}
