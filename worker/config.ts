import { z } from 'zod';
import type { GitHubAccess } from '../activities/github/client.ts';
import { type EncryptionKeys, EncryptionKeysText } from '../client/payload-codec.ts';
import type { Catalog } from '../domain/catalog.ts';
import { ListenAddress } from '../slack-gateway/listen-address.ts';
import { type CatalogSource, readCatalog } from '../slack-gateway/read-catalog.ts';
import { readSecrets } from '../slack-gateway/read-secrets.ts';
import { readGitHubAccess } from './github-access.ts';
import { missingCredentials } from './missing-credentials.ts';
import { readWorkerVersion, type WorkerVersion } from './worker-version.ts';

export interface WorkerConfig {
  readonly catalog: Catalog;
  readonly catalogSource: CatalogSource;
  readonly slack: { readonly token: string; readonly apiUrl: string };
  /** Absent when the catalogue needs no GitHub. */
  readonly github?: GitHubAccess & { readonly apiUrl: string };
  readonly argocd?: { readonly url: string; readonly token: string };
  /** Of Lambda and ECS, where the catalogue says none; ECR's region stands in each repository's URI. */
  readonly awsRegion?: string;
  readonly temporalUiUrl?: string;
  readonly githubUrl?: string;
  readonly logLevel: string;
  readonly metricsAddress?: string;
  /** Without, what Temporal keeps is not encrypted. */
  readonly encryptionKeys?: EncryptionKeys;
  readonly codecAddress?: string;
  /** Absent: no worker versioning. */
  readonly version?: WorkerVersion;
  /** With the secrets from files; Temporal's own configuration is read from it, too. */
  readonly environment: Readonly<Record<string, string>>;
}

export type Reading<Config> =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

const url = z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' });
const given = z.string({ error: 'is missing' }).min(1, 'is empty');

/** Everything the worker reads from its environment besides Temporal's and AWS's own variables. */
export const WorkerEnvironment = z.object({
  TEMPOCAT_CATALOG: given,
  SLACK_BOT_TOKEN: given,
  SLACK_API_URL: url.endsWith('/api/', 'must end in /api/').default('https://slack.com/api/'),
  GITHUB_TOKEN: given.optional(),
  GITHUB_APP_ID: given.optional(),
  GITHUB_APP_PRIVATE_KEY: given.optional(),
  GITHUB_APP_INSTALLATION_ID: given.optional(),
  GITHUB_API_URL: url.default('https://api.github.com'),
  ARGOCD_URL: url.optional(),
  ARGOCD_TOKEN: given.optional(),
  AWS_REGION: given.optional(),
  TEMPORAL_UI_URL: url.optional(),
  GITHUB_URL: url.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  METRICS_ADDRESS: ListenAddress.optional(),
  TEMPOCAT_ENCRYPTION_KEYS: EncryptionKeysText.optional(),
  CODEC_ADDRESS: ListenAddress.optional(),
  TEMPORAL_DEPLOYMENT_NAME: given.optional(),
  TEMPORAL_WORKER_BUILD_ID: given.optional(),
});

/** Reads and checks it all at once; a worker starts with everything it needs, or says everything that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Reading<WorkerConfig> {
  const { environment, problems: ofSecrets } = readSecrets(env);
  const parsed = WorkerEnvironment.safeParse(environment);
  const { access, problems: ofGitHub } = readGitHubAccess(environment);
  const { version, problems: ofVersion } = readWorkerVersion(environment);
  const path = environment['TEMPOCAT_CATALOG'];
  const reading = path === undefined ? undefined : readCatalog(path);
  const problems = [
    ...ofSecrets,
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...ofGitHub,
    ...ofVersion,
    ...(reading?.kind === 'problems' ? reading.problems : []),
    ...(reading?.kind === 'catalog' ? missingCredentials(reading.catalog, environment) : []),
    ...(environment['CODEC_ADDRESS'] && !environment['TEMPOCAT_ENCRYPTION_KEYS']
      ? ['CODEC_ADDRESS is given, but TEMPOCAT_ENCRYPTION_KEYS is missing: there is nothing to decode']
      : []),
  ];
  if (!parsed.success || reading?.kind !== 'catalog' || problems.length > 0) return { kind: 'problems', problems };

  const { data } = parsed;
  return {
    kind: 'config',
    config: {
      catalog: reading.catalog,
      catalogSource: reading.source,
      slack: { token: data.SLACK_BOT_TOKEN, apiUrl: data.SLACK_API_URL },
      ...(access && { github: { ...access, apiUrl: data.GITHUB_API_URL } }),
      ...(data.ARGOCD_URL && data.ARGOCD_TOKEN && { argocd: { url: data.ARGOCD_URL, token: data.ARGOCD_TOKEN } }),
      ...(data.AWS_REGION && { awsRegion: data.AWS_REGION }),
      ...(data.TEMPORAL_UI_URL && { temporalUiUrl: data.TEMPORAL_UI_URL }),
      ...(data.GITHUB_URL && { githubUrl: data.GITHUB_URL }),
      logLevel: data.LOG_LEVEL,
      ...(data.METRICS_ADDRESS && { metricsAddress: data.METRICS_ADDRESS }),
      ...(data.TEMPOCAT_ENCRYPTION_KEYS && { encryptionKeys: data.TEMPOCAT_ENCRYPTION_KEYS }),
      ...(data.CODEC_ADDRESS && { codecAddress: data.CODEC_ADDRESS }),
      ...{ environment, ...(version && { version }) },
    },
  };
}
