import { createAppAuth } from '@octokit/auth-app';
import { RequestError } from '@octokit/request-error';
import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import { permanent } from '../failures.ts';
import { messageOf } from './errors.ts';

/** A GitHub App, and where it is installed. `id`: the App's id or its client id; `privateKey`: RSA, PEM. */
export interface GitHubApp {
  readonly id: string;
  readonly privateKey: string;
  readonly installationId: string;
}

/** A token lives for an hour; what is sent now should not arrive too late. */
const RENEW_BEFORE_MS = 60_000;
const TOKENS = '/app/installations/';

const Authentication = z.object({ expiresAt: z.iso.datetime({ offset: true }) });

export const appAuth = ({ id: appId, privateKey, installationId }: GitHubApp) => ({
  authStrategy: createAppAuth,
  auth: { appId, privateKey, installationId: Number(installationId) },
});

/** Before a token expires there is a new one; one that GitHub took back is renewed once. `now` in epoch milliseconds. */
export function keepTokenFresh(octokit: Octokit, { id, installationId }: GitHubApp, now: () => number): void {
  const authenticate = async (refresh: boolean) =>
    Authentication.parse(await octokit.auth({ type: 'installation', refresh }));
  octokit.hook.wrap('request', async (request, options) => {
    if (options.url.startsWith(TOKENS)) {
      return Promise.resolve(request(options)).catch((error: unknown) => {
        throw appFailure(error, { id, installationId });
      });
    }
    const { expiresAt } = await authenticate(false);
    if (Date.parse(expiresAt) - now() < RENEW_BEFORE_MS) await authenticate(true);
    try {
      return await request(options);
    } catch (error) {
      if (!(error instanceof RequestError) || error.status !== 401) throw error;
      await authenticate(true);
      return request(options);
    }
  });
}

/** GitHub's refusal to give a token is about the App, not about what was asked with it. */
function appFailure(error: unknown, { id, installationId }: Omit<GitHubApp, 'privateKey'>): unknown {
  if (!(error instanceof RequestError)) return error;
  const said = messageOf(error);
  switch (error.status) {
    case 401:
      return permanent(
        'credentials-refused',
        `GitHub does not know App ${id} by its key: ${said} Check GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.`,
      );
    case 403:
      return permanent('credentials-refused', `GitHub gives App ${id} no token: ${said} Look at its installation.`);
    case 404:
      return permanent(
        'credentials-refused',
        `App ${id} has no installation ${installationId}: ${said} Install it, and correct GITHUB_APP_INSTALLATION_ID.`,
      );
    default:
      return error;
  }
}
