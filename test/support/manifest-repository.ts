import { createOctokit } from '../../activities/github/client.ts';
import { createGitHubActivities } from '../../activities/github/index.ts';
import { createGitHub } from '../../sandbox/github/index.ts';
import { aKustomization, aTarget } from './a-target.ts';

const repository = 'example/manifests';
const imageRepository = aTarget().image.repository;

export const kustomization = (tag: string) => `images:\n  - name: api\n    newTag: ${tag} # kept\n`;
export const edit = { expected: 'v1', tag: 'v2', message: 'Deploy v2' };

/** A GitHub with one manifest repository, and our activities on it. */
export async function openManifestRepository() {
  const github = await createGitHub({ token: 'good' });
  await github.listen();
  await github.createRepository(repository, { files: { 'README.md': 'manifests\n' } });
  const octokit = createOctokit({ token: 'good', apiUrl: github.url });
  let count = 0;
  return {
    github,
    repository,
    octokit,
    activities: createGitHubActivities(octokit, { calm: { burst: Number.POSITIVE_INFINITY, restMs: 0 } }),
    /** A folder of its own, on `main`, with this kustomization. */
    aPlace: async (text: string | Buffer = kustomization('v1')) => {
      count += 1;
      const path = `services/s${count}`;
      await octokit.rest.repos.createOrUpdateFileContents({
        owner: 'example',
        repo: 'manifests',
        path: `${path}/kustomization.yaml`,
        message: 'seed',
        content: Buffer.from(text).toString('base64'),
      });
      return { deploy: aKustomization({ path }), imageRepository };
    },
    textOf: (place: Place) => github.read(repository, `${place.deploy.path}/kustomization.yaml`),
    commits: async () => (await github.log(repository, 'main')).length,
  };
}

export interface Place {
  readonly deploy: ReturnType<typeof aKustomization>;
  readonly imageRepository: typeof imageRepository;
}

/** As Temporal does: what may be tried again is tried again. */
export async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isPermanent = error instanceof Error && 'nonRetryable' in error && error.nonRetryable;
      if (isPermanent || attempt === 20) throw error;
    }
  }
}
