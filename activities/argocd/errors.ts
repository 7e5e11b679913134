import { permanent, retryAfterMs, retryLater } from '../failures.ts';

interface Asked {
  readonly application: string;
  readonly project: string;
  readonly url: string;
}

/** What an answer other than good means; only an outage is worth asking again. */
export async function argoCdFailure(response: Response, { application, project, url }: Asked): Promise<Error> {
  const said = (await response.text()).slice(0, 300);
  if (response.status === 401) {
    return permanent('credentials-refused', `Argo CD at ${url} refused tempocat's token (401). Renew ARGOCD_TOKEN.`);
  }
  if (response.status === 403 || response.status === 404) {
    return permanent(
      'manifest-not-found',
      `Argo CD at ${url} has no application ${application} in project ${project}, or tempocat has no right to see it (${response.status}). ` +
        'Correct deploy.argocd in the catalogue, or grant "applications, get".',
    );
  }
  const waitMs = retryAfterMs(response.headers.get('retry-after'));
  if (waitMs !== undefined) return retryLater(`Argo CD at ${url} asks to wait (${response.status}): ${said}`, waitMs);
  return new Error(`Argo CD answered ${response.status} for application ${application}: ${said}`);
}
