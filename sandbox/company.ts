import { readFileSync } from 'node:fs';
import { type Catalog, parseCatalog } from '../domain/catalog.ts';
import { type ArgoCdOptions, type ArgoCdSandbox, createArgoCd } from './argocd/index.ts';
import { type AwsOptions, type AwsSandbox, createAws } from './aws/index.ts';
import { createPanel } from './company-panel.ts';
import { freePort } from './free-port.ts';
import { createGitHub, type GitHubSandbox } from './github/index.ts';
import { inRepository } from './in-repository.ts';
import { pushImage } from './push-image.ts';
import { seedAws } from './seed-aws.ts';
import { seedGit } from './seed-git.ts';
import { createSlack, type SlackSandbox } from './slack/index.ts';
import { WORKSPACE } from './workspace.ts';

const SECRETS = {
  bot: 'xoxb-sandbox',
  app: 'xapp-sandbox',
  signing: 'sandbox-signing-secret',
  github: 'ghp-sandbox',
  argocd: 'argocd-sandbox',
};

const SLACK_SECRETS = { botToken: SECRETS.bot, appToken: SECRETS.app, signingSecret: SECRETS.signing };

/** For the gateway instead of its signing secret: Slack's requests then come through sockets. */
export const SOCKET_MODE = { SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: SECRETS.app };

/** Wanted ports; where one is taken a free one is used. */
export interface Ports {
  readonly slack?: number;
  readonly github?: number;
  readonly aws?: number;
  readonly argocd?: number;
}

export interface Company {
  readonly slack: SlackSandbox;
  readonly github: GitHubSandbox;
  readonly aws: AwsSandbox;
  readonly argocd: ArgoCdSandbox;
  readonly catalog: Catalog;
  /** What worker and gateway are started with, besides Temporal's address and their ports. */
  readonly env: Readonly<Record<string, string>>;
  /** A new image of a service, as its CI would push it. Answers the tag. */
  push(service: string): Promise<string>;
  close(): Promise<void>;
}

export interface VendorOptions {
  readonly github?: { readonly hourlyLimit?: number };
  readonly argocd?: Pick<ArgoCdOptions, 'syncMs' | 'lagMs' | 'progressMs' | 'pollMs'>;
  readonly aws?: AwsOptions;
}

export const CATALOG_PATH = inRepository('sandbox/catalog.yaml');

/** A small company over real HTTP: its Slack, GitHub, AWS and Argo CD, and what its catalogue speaks of. */
export async function openCompany({
  ports = {},
  temporalUi,
  catalogPath = CATALOG_PATH,
  vendors = {},
}: {
  readonly ports?: Ports;
  readonly temporalUi?: string;
  /** Instead of the company's own catalogue. */
  readonly catalogPath?: string;
  /** How long roll-outs take, and how much GitHub allows, where it is not what a demo wants. */
  readonly vendors?: VendorOptions;
} = {}): Promise<Company> {
  const catalog = readCatalog(catalogPath);
  const github = await createGitHub({ token: SECRETS.github, ...vendors.github });
  const argocd = createArgoCd({ token: SECRETS.argocd, git: github, ...vendors.argocd });
  const aws = createAws(vendors.aws);
  const push = (service: string) => pushImage(service, { github, aws });
  const panel = createPanel({ catalog, github, aws, argocd, push, ...(temporalUi !== undefined && { temporalUi }) });
  const slack = createSlack({ ...SLACK_SECRETS, ...WORKSPACE, panel });

  await github.listen(await freePort(ports.github));
  await seedGit(github, aws.ecr);
  seedAws(aws);
  await registerApplications(argocd, catalog);
  await argocd.listen(await freePort(ports.argocd));
  await aws.listen(await freePort(ports.aws));
  await slack.listen(await freePort(ports.slack));
  return {
    ...{ slack, github, aws, argocd, catalog, push },
    env: { ...environmentOf({ slack, github, aws, argocd }, temporalUi), TEMPOCAT_CATALOG: catalogPath },
    close: async () => {
      await Promise.all([slack.close(), github.close(), aws.close(), argocd.close()]);
    },
  };
}

type Vendors = Pick<Company, 'slack' | 'github' | 'aws' | 'argocd'>;

function environmentOf({ slack, github, aws, argocd }: Vendors, temporalUi: string | undefined): Company['env'] {
  return {
    SLACK_BOT_TOKEN: SECRETS.bot,
    SLACK_SIGNING_SECRET: SECRETS.signing,
    SLACK_API_URL: slack.apiUrl,
    GITHUB_TOKEN: SECRETS.github,
    GITHUB_API_URL: github.url,
    GITHUB_URL: github.url,
    ARGOCD_URL: argocd.url,
    ARGOCD_TOKEN: SECRETS.argocd,
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_REGION: 'ap-northeast-1',
    ...(temporalUi !== undefined && { TEMPORAL_UI_URL: temporalUi }),
  };
}

function readCatalog(path: string): Catalog {
  const parsed = parseCatalog(readFileSync(path, 'utf8'));
  if (parsed.kind === 'catalog') return parsed.catalog;
  throw new Error(parsed.problems.map(({ line, message }) => `${path}:${line} ${message}`).join('\n'));
}

async function registerApplications(argocd: ArgoCdSandbox, { targets }: Catalog): Promise<void> {
  for (const { deploy } of targets) {
    if (deploy.kind !== 'kustomize' || !deploy.argocd) continue;
    const { repository, branch, path } = deploy;
    const { application: name, project } = deploy.argocd;
    await argocd.registerApplication({ name, project, repository, branch, path });
  }
}
