import { hakoHandler } from './aws/hako.ts';
import type { AwsSandbox } from './aws/index.ts';

const REGISTRY = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com';
const clusterOf = (environment: string): string => `example-${environment}`;
const repositoryOf = (app: string): string => `${REGISTRY}/example/${app}`;

/** Images and services of what hako and Lambda deploy, and the functions that people may invoke. */
export function seedAws({ ecr, ecs, lambda }: AwsSandbox): void {
  for (const app of ['shop', 'mailer']) {
    ecr.createRepository(`example/${app}`);
    ecr.push(`example/${app}`, { tags: ['v1', 'latest'] });
  }
  for (const environment of ['staging', 'production']) {
    ecs.createService({
      cluster: clusterOf(environment),
      service: 'shop',
      container: 'app',
      image: `${repositoryOf('shop')}:v1`,
      desired: 2,
    });
    lambda.register(`reindex-${environment}`, {
      handler: (payload) => ({ ok: true, received: payload, documents: 128 }),
    });
  }
  lambda.register('hako-deploy', { handler: hakoHandler({ ecs, clusterOf, repositoryOf }) });
  lambda.register('mailer-deploy', { handler: (payload) => ({ ok: true, deployed: payload }) });
  lambda.register('broken-staging', {
    handler: () => {
      throw new RangeError('the index has no shards left');
    },
  });
}
