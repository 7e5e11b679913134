import { ACCOUNT } from './account.ts';
import { DescribeImagesInput, describeImages } from './ecr/describe-images.ts';
import { createRepository, type Image, type Push, type Repository } from './ecr/repository.ts';
import { type Operations, operation } from './operations.ts';
import { refusal } from './refusal.ts';

/** What tests and the demo do in the registry without the API. Names are of the own account unless `registryId` was given. */
export interface Ecr {
  createRepository(name: string, options?: { readonly registryId?: string }): void;
  /** Pushes an image and answers its digest; a tag that another image had moves. A known digest only gets the tags. */
  push(name: string, push: Push): string;
  /** Takes a tag away; its image stays. */
  remove(name: string, tag: string): void;
  images(name: string): readonly Image[];
}

export function createEcr(now: () => number): { readonly hands: Ecr; readonly operations: Operations } {
  const repositories = new Map<string, Repository>();
  const at = (name: string): Repository => {
    const found = [...repositories.values()].find((repository) => repository.name === name);
    if (!found) throw new Error(`ECR has no repository ${name}`);
    return found;
  };
  const hands: Ecr = {
    createRepository: (name, { registryId = ACCOUNT } = {}) => {
      repositories.set(`${registryId}/${name}`, createRepository(name, registryId, now));
    },
    push: (name, push) => at(name).push(push),
    remove: (name, tag) => at(name).removeTag(tag),
    images: (name) => at(name).list(),
  };
  const operations: Operations = {
    DescribeImages: operation(DescribeImagesInput, (input) => {
      const { repositoryName, registryId = ACCOUNT } = input;
      const repository = repositories.get(`${registryId}/${repositoryName}`);
      if (repository) return describeImages(repository, input);
      throw refusal(
        'RepositoryNotFoundException',
        `The repository with name '${repositoryName}' does not exist in the registry with id '${registryId}'`,
      );
    }),
  };
  return { hands, operations };
}
