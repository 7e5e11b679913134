import { readFileSync } from 'node:fs';

/** What may also come as a file, whose path `<NAME>_FILE` gives: Kubernetes and Docker mount secrets so. */
export const SECRETS = [
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'GITHUB_TOKEN',
  'GITHUB_APP_PRIVATE_KEY',
  'ARGOCD_TOKEN',
  'TEMPORAL_API_KEY',
  'TEMPOCAT_ENCRYPTION_KEYS',
] as const;

export interface FilledEnvironment {
  /** Secrets from files are in their places; what is empty counts as missing and is left out. */
  readonly environment: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/** The environment with the secrets that files hold. A newline at the end of a file is the editor's, not the secret's. */
export function readSecrets(env: NodeJS.ProcessEnv): FilledEnvironment {
  const given = Object.entries(env).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  const environment = Object.fromEntries(given);
  const problems: string[] = [];
  for (const name of SECRETS) {
    const path = environment[`${name}_FILE`];
    if (path === undefined) continue;
    if (environment[name] !== undefined) {
      problems.push(`${name} and ${name}_FILE are both given: choose one`);
      continue;
    }
    const secret = readSecret(path);
    if (secret === '') problems.push(`${name}_FILE names ${path}, which is empty`);
    else if (secret === undefined) problems.push(`${name}_FILE names ${path}, which cannot be read`);
    else environment[name] = secret;
  }
  return { environment, problems };
}

function readSecret(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
