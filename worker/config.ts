import { z } from 'zod';
import type { Catalog } from '../domain/catalog.ts';
import { readCatalog } from '../slack-gateway/read-catalog.ts';

export interface WorkerConfig {
  readonly catalog: Catalog;
  readonly slack: { readonly token: string; readonly apiUrl: string };
  /** Absent when the catalogue needs no GitHub. */
  readonly github?: { readonly token: string; readonly apiUrl: string };
  readonly argocd?: { readonly url: string; readonly token: string };
  /** Of Lambda and ECS; ECR's region stands in each repository's URI. */
  readonly awsRegion?: string;
  readonly temporalUiUrl?: string;
  readonly githubUrl?: string;
  readonly logLevel: string;
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
  GITHUB_API_URL: url.default('https://api.github.com'),
  ARGOCD_URL: url.optional(),
  ARGOCD_TOKEN: given.optional(),
  AWS_REGION: given.optional(),
  TEMPORAL_UI_URL: url.optional(),
  GITHUB_URL: url.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Reads and checks it all at once; a worker starts with everything it needs, or says everything that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Reading<WorkerConfig> {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = WorkerEnvironment.safeParse(filled);
  const problems = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  const path = filled['TEMPOCAT_CATALOG'];
  const reading = path === undefined ? undefined : readCatalog(path);
  if (reading?.kind === 'problems') problems.push(...reading.problems);
  const catalog = reading?.kind === 'catalog' ? reading.catalog : undefined;
  if (catalog) problems.push(...missingFor(catalog, filled));
  if (!parsed.success || !catalog || problems.length > 0) return { kind: 'problems', problems };

  const { data } = parsed;
  return {
    kind: 'config',
    config: {
      catalog,
      slack: { token: data.SLACK_BOT_TOKEN, apiUrl: data.SLACK_API_URL },
      ...(data.GITHUB_TOKEN && { github: { token: data.GITHUB_TOKEN, apiUrl: data.GITHUB_API_URL } }),
      ...(data.ARGOCD_URL && data.ARGOCD_TOKEN && { argocd: { url: data.ARGOCD_URL, token: data.ARGOCD_TOKEN } }),
      ...awsRegion(catalog, data.AWS_REGION),
      ...(data.TEMPORAL_UI_URL && { temporalUiUrl: data.TEMPORAL_UI_URL }),
      ...(data.GITHUB_URL && { githubUrl: data.GITHUB_URL }),
      logLevel: data.LOG_LEVEL,
    },
  };
}

/** What this catalogue uses, it needs credentials for. */
function missingFor({ targets }: Catalog, env: Record<string, string | undefined>): string[] {
  const kustomize = targets.filter(({ deploy }) => deploy.kind === 'kustomize');
  const usesArgoCd = kustomize.some(({ deploy }) => deploy.kind === 'kustomize' && deploy.argocd);
  const usesGitHub = kustomize.length > 0 || targets.some(({ source }) => source);
  const missing = (name: string, why: string) => (env[name] ? [] : [`${name} is missing: ${why}`]);
  return [
    ...(usesGitHub ? missing('GITHUB_TOKEN', 'the catalogue names GitHub repositories') : []),
    ...(usesArgoCd ? missing('ARGOCD_URL', 'the catalogue names Argo CD applications') : []),
    ...(usesArgoCd ? missing('ARGOCD_TOKEN', 'the catalogue names Argo CD applications') : []),
  ];
}

function awsRegion({ region }: Catalog, fromEnvironment: string | undefined): { awsRegion?: string } {
  const chosen = region ?? fromEnvironment; // the catalogue is reviewed; the environment is whatever the machine says
  return chosen === undefined ? {} : { awsRegion: chosen };
}
