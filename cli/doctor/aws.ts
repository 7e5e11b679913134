import { InvokeCommand } from '@aws-sdk/client-lambda';
import { createEcrClients } from '../../activities/ecr/client.ts';
import { resolveImage } from '../../activities/ecr/resolve-image.ts';
import { createEcsClient } from '../../activities/ecs/client.ts';
import { createEcsActivities } from '../../activities/ecs/index.ts';
import { createLambdaClients } from '../../activities/lambda/client.ts';
import { judgeError } from '../../activities/lambda/errors.ts';
import type { Catalog } from '../../domain/catalog.ts';
import type { Target } from '../../domain/target.ts';
import { bad, distinct, type Finding, good, inTurn, tryOut } from './finding.ts';

/** The newest image of each service, as a deploy would look for it. */
export async function checkEcr(targets: readonly Target[]): Promise<Finding[]> {
  const clientOf = createEcrClients();
  const sources = distinct(
    targets,
    ({ image, source }) => `${image.repository.uri} ${image.follow} ${source?.defaultBranch}`,
  );
  return inTurn(sources, ({ service, image, source }) =>
    tryOut({ area: 'ECR', what: `${service}: newest image`, address: 'AWS_ENDPOINT_URL_ECR' }, async () => {
      const branch = source?.defaultBranch;
      const { tag } = await resolveImage(clientOf(image.repository.region), {
        source: image,
        ...(branch !== undefined && { branch }),
      });
      return good(tag);
    }),
  );
}

interface Fn {
  readonly name: string;
  readonly qualifier?: string;
}

function functionsOf({ targets, functions }: Catalog): Fn[] {
  const ofDeploys = targets.flatMap(({ deploy }): Fn[] => {
    if (deploy.kind === 'kustomize') return [];
    const qualifier = deploy.kind === 'lambda' ? deploy.qualifier : undefined;
    return [{ name: deploy.function, ...(qualifier !== undefined && { qualifier }) }];
  });
  const all: Fn[] = [...ofDeploys, ...functions.map(({ function: name }) => ({ name }))];
  return distinct(all, ({ name, qualifier }) => `${name} ${qualifier}`);
}

const LOOK_MS = 10_000;

/** Lambda's own dry run: whether the function is there and may be invoked; nothing runs. */
export async function checkLambda(catalog: Catalog, region: string | undefined): Promise<Finding[]> {
  const clientOf = createLambdaClients(region, 0);
  return inTurn(functionsOf(catalog), ({ name, qualifier }) =>
    tryOut({ area: 'Lambda', what: `function ${name}`, address: 'AWS_ENDPOINT_URL_LAMBDA' }, async () => {
      const client = clientOf(LOOK_MS);
      const command = new InvokeCommand({
        FunctionName: name,
        InvocationType: 'DryRun',
        ...(qualifier !== undefined && { Qualifier: qualifier }),
      });
      try {
        await client.send(command);
        return good('may be invoked');
      } catch (error) {
        const { detail } = judgeError(error, { functionName: name, sent: true });
        return bad(
          `Lambda does not answer well: ${detail}.`,
          'Check AWS_ENDPOINT_URL_LAMBDA and the way there, then try again.',
        );
      } finally {
        client.destroy();
      }
    }),
  );
}

/** Each service, its task definition, and the container that carries the image. */
export async function checkEcs({ targets }: Catalog, region: string | undefined): Promise<Finding[]> {
  const { readService } = createEcsActivities(createEcsClient(region));
  return inTurn(targets, ({ deploy }) => {
    if (deploy.kind !== 'hako') return Promise.resolve([]);
    const { ecs } = deploy;
    return tryOut(
      { area: 'ECS', what: `service ${ecs.cluster}/${ecs.service}`, address: 'AWS_ENDPOINT_URL_ECS' },
      async () => {
        const { image, running, desired } = await readService({ ecs });
        return good(`runs ${image.replace(/^.*[/]/, '')}, ${running} of ${desired} tasks`);
      },
    );
  });
}
