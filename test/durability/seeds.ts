import { channelOf } from './stage.ts';
import type { ProvingTown } from './town.ts';

export const ECR = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com';
export const FIRST = 'f'.repeat(40);

export const imageOf = (who: string) => ({
  repository: `${ECR}/example/${who}`,
  follow: 'main',
  match: '^[0-9a-f]{40}$',
});

/** A new image, as CI would push it. */
export function push({ aws }: ProvingTown, who: string, mark: string): string {
  return aws.ecr.push(`example/${who}`, { tags: [mark, 'main'] });
}

/** Each has a manifest repository of its own, so that the address of a call tells whose it is. */
export function kustomizeEntry(who: string, over: object, environment: object = {}) {
  const place = { kind: 'kustomize', repository: `example/${who}`, path: 'app', image: 'app' };
  return {
    name: who,
    channel: channelOf(who),
    source: { repository: `example/${who}` },
    image: imageOf(who),
    environments: { staging: { deploy: { ...place, ...over }, ...environment } },
  };
}

const FOLDERS = ['app', 'production'];

export async function seedKustomize(
  { github, aws, argocd }: ProvingTown,
  who: string,
  wish: { readonly argocd: boolean },
): Promise<void> {
  const text = `images:\n  - name: app\n    newName: ${ECR}/example/${who}\n    newTag: ${FIRST}\n`;
  const repository = `example/${who}`;
  const files = Object.fromEntries(FOLDERS.map((folder) => [`${folder}/kustomization.yaml`, text]));
  await github.createRepository(repository, { files });
  aws.ecr.createRepository(repository);
  aws.ecr.push(repository, { tags: [FIRST] });
  if (!wish.argocd) return;
  await argocd.registerApplication({ name: who, project: 'default', repository, branch: 'main', path: 'app' });
}

export function lambdaEntry(who: string): object {
  const deploy = { kind: 'lambda', function: `${who}-run`, payload: { version: '{tag}', key: '{deployId}' } };
  return { name: who, channel: channelOf(who), image: imageOf(who), environments: { staging: { deploy } } };
}

export function seedLambda({ aws }: ProvingTown, who: string): void {
  aws.ecr.createRepository(`example/${who}`);
  aws.lambda.register(`${who}-run`, { handler: () => ({ ok: true }) });
}
