import { createPrivateKey } from 'node:crypto';
import type { GitHubAccess } from '../activities/github/client.ts';

export interface GitHubVariables {
  readonly GITHUB_TOKEN?: string | undefined;
  readonly GITHUB_APP_ID?: string | undefined;
  readonly GITHUB_APP_PRIVATE_KEY?: string | undefined;
  readonly GITHUB_APP_INSTALLATION_ID?: string | undefined;
}

export interface GitHubReading {
  /** Absent when there is none, or none that is whole. */
  readonly access?: GitHubAccess;
  readonly problems: readonly string[];
}

/** A token or an App, not both; of an App everything. */
export function readGitHubAccess(variables: GitHubVariables): GitHubReading {
  const {
    GITHUB_TOKEN: token,
    GITHUB_APP_ID: id,
    GITHUB_APP_PRIVATE_KEY: key,
    GITHUB_APP_INSTALLATION_ID: installationId,
  } = variables;
  const ofApp = { GITHUB_APP_ID: id, GITHUB_APP_PRIVATE_KEY: key, GITHUB_APP_INSTALLATION_ID: installationId };
  const given = Object.entries(ofApp).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length === 0) return { ...(token !== undefined && { access: { token } }), problems: [] };
  if (token !== undefined) return { problems: [`GITHUB_TOKEN and ${given.join(', ')} are given: choose one way`] };
  if (id === undefined || key === undefined || installationId === undefined) {
    const missing = Object.keys(ofApp).filter((name) => !given.includes(name));
    return { problems: missing.map((name) => `${name} is missing: a GitHub App needs it`) };
  }
  const privateKey = key.replaceAll('\\n', '\n'); // in one line, as environment files want it
  const problems = [
    ...(/^\d+$/.test(installationId) ? [] : ['GITHUB_APP_INSTALLATION_ID is not a number']),
    ...(isRsaKey(privateKey) ? [] : ['GITHUB_APP_PRIVATE_KEY is not an RSA private key in PEM format']),
  ];
  return { ...(problems.length === 0 && { access: { app: { id, privateKey, installationId } } }), problems };
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
