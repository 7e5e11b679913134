import type { Ecr } from './aws/ecr.ts';
import type { GitHubSandbox } from './github/index.ts';

const REGISTRY = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com';
const SERVICES = ['api', 'web'] as const;
const ENVIRONMENTS = ['staging', 'production'] as const;
export const MANIFESTS = 'example/manifests';

/** Source repositories, an image of their first commit, and manifests that say it. */
export async function seedGit(github: GitHubSandbox, ecr: Ecr): Promise<void> {
  const files: Record<string, string> = { 'README.md': '# Manifests of the example company\n' };
  for (const service of SERVICES) {
    const first = await seedSource(github, service);
    ecr.createRepository(`example/${service}`);
    ecr.push(`example/${service}`, { tags: [first, 'main'] });
    for (const environment of ENVIRONMENTS) {
      files[`${service}/overlays/${environment}/kustomization.yaml`] = kustomization(service, first);
    }
  }
  await github.createRepository(MANIFESTS, { files });
}

async function seedSource(github: GitHubSandbox, service: string): Promise<string> {
  const repository = `example/${service}`;
  await github.createRepository(repository, { files: { 'README.md': `# ${service}\n` } });
  await github.createBranch(repository, 'feature/dark-mode');
  return github.head(repository, 'main');
}

function kustomization(service: string, tag: string): string {
  return `# Who changes this by hand: tempocat changes only the tag.
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../../base
images:
  - name: ${service} # the name in the Deployment
    newName: ${REGISTRY}/example/${service}
    newTag: ${tag}
`;
}
