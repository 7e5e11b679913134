import type { EncryptionKeys } from '../client/payload-codec.ts';
import type { Catalog } from '../domain/catalog.ts';
import type { Locale } from '../domain/target.ts';
import { GatewayEnvironment } from '../slack-gateway/config.ts';
import { readCatalog } from '../slack-gateway/read-catalog.ts';
import { readSecrets } from '../slack-gateway/read-secrets.ts';
import type { Links } from '../slack-gateway/views/links.ts';
import type { Terminal } from './terminal.ts';

export interface CliConfig {
  readonly catalog: Catalog;
  /** Without Temporal's UI: here a deploy is named by its id, which is what commands take. */
  readonly links: Omit<Links, 'namespace' | 'temporalUi'>;
  readonly locale: Locale;
  /** As worker and gateway have them. */
  readonly encryptionKeys?: EncryptionKeys;
  /** With the secrets from files: Temporal's own configuration is read from it. */
  readonly environment: Readonly<Record<string, string>>;
}

export type CliReading =
  | { readonly kind: 'config'; readonly config: CliConfig }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** What the gateway reads from its environment and deploys by command line need, too. No vendor's credentials. */
const CliEnvironment = GatewayEnvironment.pick({
  TEMPOCAT_CATALOG: true,
  GITHUB_URL: true,
  ARGOCD_URL: true,
  TEMPOCAT_ENCRYPTION_KEYS: true,
});

/** `catalog`: the file that was named on the command line. */
export function readCliConfig({ env }: Pick<Terminal, 'env'>, catalog: string | undefined): CliReading {
  const { environment, problems } = readSecrets(env);
  const parsed = CliEnvironment.safeParse({
    ...environment,
    ...(catalog !== undefined && { TEMPOCAT_CATALOG: catalog }),
  });
  if (problems.length > 0) return { kind: 'problems', problems };
  if (!parsed.success) {
    const said = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    return { kind: 'problems', problems: said.map((line) => line.replace(/^(TEMPOCAT_CATALOG is missing)$/, HOW)) };
  }
  const { TEMPOCAT_CATALOG, GITHUB_URL, ARGOCD_URL, TEMPOCAT_ENCRYPTION_KEYS: encryptionKeys } = parsed.data;
  const reading = readCatalog(TEMPOCAT_CATALOG);
  if (reading.kind === 'problems') return reading;
  return {
    kind: 'config',
    config: {
      catalog: reading.catalog,
      links: {
        ...(GITHUB_URL !== undefined && { github: GITHUB_URL }),
        ...(ARGOCD_URL !== undefined && { argoCd: ARGOCD_URL }),
      },
      environment,
      ...(encryptionKeys && { encryptionKeys }),
      locale: localeOf(environment) ?? reading.catalog.locale,
    },
  };
}

const HOW = '$1: set it, or say --catalog <file>';

/** The language of the terminal, as far as it is one of ours. */
export function localeOf(env: Terminal['env']): Locale | undefined {
  const said = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return said.startsWith('ja') ? 'ja' : said.startsWith('en') ? 'en' : undefined;
}
