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
import { measured } from '../activities/measure-aws.ts';
import { createSlackClient } from '../activities/slack/client.ts';
import { createSlackActivities } from '../activities/slack/index.ts';
import type { Catalog } from '../domain/catalog.ts';
import type { Recorder } from '../domain/measure.ts';
import { measuredFetch } from '../slack-gateway/measured-fetch.ts';
import { createProfiles } from '../slack-gateway/profiles.ts';
import { renderLetter } from '../slack-gateway/views/letter.ts';
import type { EcsPort } from '../workflows/contract/ports/ecs.ts';
import type { WorkerConfig } from './config.ts';
import type { World } from './create-workers.ts';
import { withoutCredentials } from './without-credentials.ts';

/** A message is worth no longer wait for the language in which it is best read. */
const LANGUAGE_WITHIN_MS = 2_000;

interface Surroundings {
  readonly namespace: string;
  /** The catalogue as it is now. */
  readonly present: () => Catalog;
  readonly record: Recorder;
}

/** The vendors, real or played: which, only the addresses in the configuration say. */
export function createWorld(config: WorkerConfig, { namespace, present, record }: Surroundings): World {
  const { slack, github, argocd, temporalUiUrl, githubUrl } = config;
  const nowhere = { url: 'http://127.0.0.1:9', apiUrl: 'http://127.0.0.1:9', token: 'none' };
  const region = () => present().region ?? config.awsRegion; // the catalogue is reviewed; the environment is whatever the machine says
  const links = {
    namespace,
    ...(temporalUiUrl !== undefined && { temporalUi: temporalUiUrl }),
    ...(githubUrl !== undefined && { github: githubUrl }),
    ...(argocd && { argoCd: argocd.url }),
  };
  const ecrIn = createEcrClients((client) => measured(client, 'ecr', record));
  const slackClient = createSlackClient(slack, measuredFetch('slack', record));
  const onGitHub = createGitHubActivities(createOctokit(github ?? nowhere, { fetch: measuredFetch('github', record) }));
  const onArgoCd = createArgoCdActivities(createArgoCdClient(argocd ?? nowhere, measuredFetch('argocd', record)));
  const profiles = createProfiles(slackClient);
  return {
    ecr: createEcrActivities(ecrIn),
    ecs: createEcs(region, record),
    lambda: createLambdaActivities((timeoutMs) => measured(createLambdaClients(region())(timeoutMs), 'lambda', record)),
    github: github ? onGitHub : withoutCredentials(onGitHub, 'GITHUB_TOKEN, nor a GitHub App'),
    argocd: argocd ? onArgoCd : withoutCredentials(onArgoCd, 'ARGOCD_URL and ARGOCD_TOKEN'),
    slack: createSlackActivities({
      web: slackClient,
      render: (letter, locale) => renderLetter(letter, { ...links, groups: present().groups }, locale),
      localeOf: (user) => profiles.localeOf(user, LANGUAGE_WITHIN_MS),
    }),
    catalog: createCatalogActivities(() => present().targets),
  };
}

/** ECS where the catalogue has it now. */
function createEcs(region: () => string | undefined, record: Recorder): EcsPort {
  const known = new Map<string | undefined, EcsPort>();
  const present = (): EcsPort => {
    const place = region();
    const ecs = known.get(place) ?? createEcsActivities(measured(createEcsClient(place), 'ecs', record));
    known.set(place, ecs);
    return ecs;
  };
  return {
    readService: (args) => present().readService(args),
    awaitServiceChange: (args) => present().awaitServiceChange(args),
  };
}
