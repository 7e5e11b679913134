import { createArgoCdClient } from '../activities/argocd/client.ts';
import { createArgoCdActivities } from '../activities/argocd/index.ts';
import { createCatalogActivities } from '../activities/catalog/index.ts';
import { createEcrClients } from '../activities/ecr/client.ts';
import { createEcrActivities } from '../activities/ecr/index.ts';
import { createEcsClient } from '../activities/ecs/client.ts';
import { createEcsActivities } from '../activities/ecs/index.ts';
import { createOctokit } from '../activities/github/client.ts';
import { createGitHubActivities } from '../activities/github/index.ts';
import { createLambdaClients } from '../activities/lambda/client.ts';
import { createLambdaActivities } from '../activities/lambda/index.ts';
import { createSlackClient } from '../activities/slack/client.ts';
import { createSlackActivities } from '../activities/slack/index.ts';
import { renderLetter } from '../slack-gateway/views/letter.ts';
import type { WorkerConfig } from './config.ts';
import type { World } from './create-workers.ts';

/** The vendors, real or played: which, only the addresses in the configuration say. */
export function createWorld(config: WorkerConfig, namespace: string): World {
  const { catalog, slack, github, argocd, awsRegion, temporalUiUrl, githubUrl } = config;
  // What the catalogue does not use is never called; an empty address would fail at once and say so.
  const nowhere = { url: 'http://127.0.0.1:9', apiUrl: 'http://127.0.0.1:9', token: 'none' };
  const links = {
    namespace,
    groups: catalog.groups,
    ...(temporalUiUrl !== undefined && { temporalUi: temporalUiUrl }),
    ...(githubUrl !== undefined && { github: githubUrl }),
    ...(argocd && { argoCd: argocd.url }),
  };
  return {
    ecr: createEcrActivities(createEcrClients()),
    ecs: createEcsActivities(createEcsClient(awsRegion)),
    lambda: createLambdaActivities(createLambdaClients(awsRegion)),
    github: createGitHubActivities(createOctokit(github ?? nowhere)),
    argocd: createArgoCdActivities(createArgoCdClient(argocd ?? nowhere)),
    slack: createSlackActivities({ web: createSlackClient(slack), render: (letter) => renderLetter(letter, links) }),
    catalog: createCatalogActivities(() => catalog.targets),
  };
}
