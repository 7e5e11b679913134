import { MockActivityEnvironment } from '@temporalio/testing';
import { createOctokit } from '../activities/github/client.ts';
import { createGitHubActivities } from '../activities/github/index.ts';
import type { KustomizeDeploy } from '../domain/target.ts';
import type { ManifestPlace } from '../workflows/contract/ports/github.ts';

interface Place {
  readonly url: string;
  readonly token: string;
  readonly repository: string;
  readonly path: string;
}

/** Sets a tag as a deploy does, without the deploy. */
export function createTagSetter({ url, token, repository, path }: Place) {
  const github = createGitHubActivities(createOctokit({ apiUrl: url, token }));
  const deploy: KustomizeDeploy = {
    ...{ kind: 'kustomize', repository, branch: 'main', path, image: path.split('/').at(-1) ?? path, write: 'commit' },
    merge: { method: 'merge', timeoutMs: 60_000 },
  };
  const registryId = '123456789012';
  const name = `example/${deploy.image}`;
  const uri = `${registryId}.dkr.ecr.ap-northeast-1.amazonaws.com/${name}`;
  const place: ManifestPlace = { deploy, imageRepository: { registryId, region: 'ap-northeast-1', name, uri } };
  return {
    commit: async (expected: string, tag: string) => {
      await github.readManifest(place); // the plan
      await github.commitTag({ ...place, expected, tag, message: `Deploy ${tag}` });
    },
    pullRequest: async (expected: string, tag: string) => {
      const message = `Deploy ${tag}`;
      const branch = `deploy/${tag}`;
      const opened = await github.openPullRequest({ ...place, tag, branch, title: message, body: '', message });
      if (opened.kind !== 'opened') throw new Error(`${tag} is there already`);
      const { pullRequest } = opened;
      const merge = () => github.mergePullRequest({ ...place, expected, tag, message, pullRequest });
      await new MockActivityEnvironment().run(merge); // it heartbeats
    },
  };
}
