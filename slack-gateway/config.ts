import { z } from 'zod';
import { type EncryptionKeys, EncryptionKeysText } from '../client/payload-codec.ts';
import type { Catalog } from '../domain/catalog.ts';
import { ListenAddress } from './listen-address.ts';
import { type CatalogSource, readCatalog } from './read-catalog.ts';
import { readSecrets } from './read-secrets.ts';

export interface SlackAccess {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly way: SlackWay;
}

/** Slack comes to us by HTTP and signs, or we open a socket to it. */
export type SlackWay =
  | { readonly kind: 'http'; readonly signingSecret: string }
  | { readonly kind: 'socket'; readonly appToken: string };

export interface GatewayConfig {
  readonly catalog: Catalog;
  readonly catalogSource: CatalogSource;
  readonly slack: SlackAccess;
  readonly port: number;
  readonly host: string;
  readonly temporalUiUrl?: string;
  readonly githubUrl?: string;
  /** For links only. */
  readonly argoCdUrl?: string;
  readonly logLevel: string;
  readonly metricsAddress?: string;
  /** The worker's, too. */
  readonly encryptionKeys?: EncryptionKeys;
  /** With the secrets from files; Temporal's own configuration is read from it, too. */
  readonly environment: Readonly<Record<string, string>>;
}

export type GatewayReading =
  | { readonly kind: 'config'; readonly config: GatewayConfig }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

const url = z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' });
const given = z.string({ error: 'is missing' });

/** Everything the gateway reads from its environment besides Temporal's own variables. */
export const GatewayEnvironment = z.object({
  TEMPOCAT_CATALOG: given,
  SLACK_BOT_TOKEN: given,
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'is no app-level token: those begin with xapp-').optional(),
  SLACK_API_URL: url.endsWith('/api/', 'must end in /api/').default('https://slack.com/api/'),
  PORT: z.coerce
    .number({ error: 'is not a port' })
    .int('is not a port')
    .min(0, 'is not a port')
    .max(65_535, 'is not a port')
    .default(3_000),
  HOST: given.default('127.0.0.1'),
  TEMPORAL_UI_URL: url.optional(),
  GITHUB_URL: url.optional(),
  ARGOCD_URL: url.optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'is not a log level' })
    .default('info'),
  METRICS_ADDRESS: ListenAddress.optional(),
  TEMPOCAT_ENCRYPTION_KEYS: EncryptionKeysText.optional(),
});

/** Reads and checks it all at once. An empty variable is a missing one: an empty signing secret would let everybody in. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): GatewayReading {
  const { environment, problems: ofSecrets } = readSecrets(env);
  const parsed = GatewayEnvironment.safeParse(environment);
  const path = environment['TEMPOCAT_CATALOG'];
  const reading = path === undefined ? undefined : readCatalog(path);
  const way = wayOf(environment);
  const problems = [
    ...ofSecrets,
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...(reading?.kind === 'problems' ? reading.problems : []),
    ...(way ? [] : ['SLACK_SIGNING_SECRET is missing, or SLACK_APP_TOKEN for socket mode']),
  ];
  if (!parsed.success || reading?.kind !== 'catalog' || !way || problems.length > 0)
    return { kind: 'problems', problems };

  const { data } = parsed;
  return {
    kind: 'config',
    config: {
      catalog: reading.catalog,
      catalogSource: reading.source,
      slack: { botToken: data.SLACK_BOT_TOKEN, apiUrl: data.SLACK_API_URL, way },
      port: data.PORT,
      host: data.HOST,
      ...(data.TEMPORAL_UI_URL !== undefined && { temporalUiUrl: data.TEMPORAL_UI_URL }),
      ...(data.GITHUB_URL !== undefined && { githubUrl: data.GITHUB_URL }),
      ...(data.ARGOCD_URL !== undefined && { argoCdUrl: data.ARGOCD_URL }),
      logLevel: data.LOG_LEVEL,
      ...(data.METRICS_ADDRESS !== undefined && { metricsAddress: data.METRICS_ADDRESS }),
      ...(data.TEMPOCAT_ENCRYPTION_KEYS && { encryptionKeys: data.TEMPOCAT_ENCRYPTION_KEYS }),
      environment,
    },
  };
}

/** An app token means socket mode, where nothing is signed. */
function wayOf({
  SLACK_APP_TOKEN: appToken,
  SLACK_SIGNING_SECRET: signingSecret,
}: NodeJS.ProcessEnv): SlackWay | undefined {
  if (appToken !== undefined) return { kind: 'socket', appToken };
  return signingSecret === undefined ? undefined : { kind: 'http', signingSecret };
}
