import { Octokit } from '@octokit/rest';
import { refuseForeignAnswers } from './answers.ts';
import { appAuth, type GitHubApp, keepTokenFresh } from './app.ts';

const ANSWERS_WITHIN_MS = 10_000;

/** A person's token, or an App that gets its own. */
export type GitHubAccess = { readonly token: string } | { readonly app: GitHubApp };

/** Octokit with nothing that retries or waits by itself: Temporal does that. */
export function createOctokit(
  access: GitHubAccess & { readonly apiUrl: string },
  { fetch: send = fetch, now = Date.now }: { readonly fetch?: typeof fetch; readonly now?: () => number } = {},
): Octokit {
  const octokit = new Octokit({
    ...('app' in access ? appAuth(access.app) : { auth: access.token }),
    baseUrl: access.apiUrl.replace(/\/$/, ''),
    userAgent: 'tempocat',
    request: {
      fetch: (url: string, init: RequestInit) => send(url, { ...init, signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }),
    },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }, // failures travel as errors
  });
  refuseForeignAnswers(octokit);
  if ('app' in access) keepTokenFresh(octokit, access.app, now);
  return octokit;
}
