import type { ECRClient } from '@aws-sdk/client-ecr';
import type { EcrPort } from '../../workflows/contract/ports/ecr.ts';
import { imageByTag } from './describe-images.ts';
import { exactImage } from './exact-image.ts';
import { pollRepository } from './poll-repository.ts';
import { resolveImage } from './resolve-image.ts';

export function createEcrActivities(clientOf: (region: string) => ECRClient) {
  return {
    resolveImage: (args) => resolveImage(clientOf(args.source.repository.region), args),
    exactImage: (args) => exactImage(clientOf(args.source.repository.region), args),
    digestOf: async ({ repository, tag }) =>
      (await imageByTag(clientOf(repository.region), repository, tag))?.digest ?? null,
    poll: ({ repository, watches }) => pollRepository(clientOf(repository.region), repository, watches),
  } satisfies EcrPort;
}
