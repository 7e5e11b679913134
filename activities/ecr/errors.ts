import type { EcrRepository } from '../../domain/target.ts';
import { awsFailure, nameOf } from '../aws-errors.ts';
import { permanent } from '../failures.ts';

/** What ECR's refusal means for a deploy. */
export function ecrFailure(error: unknown, { name, registryId, region, uri }: EcrRepository): unknown {
  if (nameOf(error) !== 'RepositoryNotFoundException') return awsFailure(error, `images of ${uri}`);
  return permanent(
    'repository-not-found',
    `ECR has no repository ${name} in account ${registryId}, region ${region}. Create it, or correct image.repository in the catalogue.`,
  );
}
