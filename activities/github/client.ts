import { Octokit } from '@octokit/rest';

const ANSWERS_WITHIN_MS = 10_000;

/** Octokit with nothing that retries or waits by itself: Temporal does that. */
export function createOctokit({ token, apiUrl }: { readonly token: string; readonly apiUrl: string }): Octokit {
  return new Octokit({
    auth: token,
    baseUrl: apiUrl.replace(/\/$/, ''),
    userAgent: 'tempocat',
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }),
    },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }, // failures travel as errors
  });
}
