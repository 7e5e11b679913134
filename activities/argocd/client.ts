import type { ArgoCdApplication } from '../../domain/target.ts';
import { permanent } from '../failures.ts';

const ANSWERS_WITHIN_MS = 15_000;

export interface ArgoCdClient {
  /** The application as Argo CD has it; `refresh` makes it look at git first. */
  readonly application: (
    argocd: ArgoCdApplication,
    options: { readonly refresh: boolean; readonly signal?: AbortSignal },
  ) => Promise<unknown>;
}

export function createArgoCdClient({ url, token }: { readonly url: string; readonly token: string }): ArgoCdClient {
  return {
    application: async ({ application, project }, { refresh, signal }) => {
      // Without `project` Argo CD answers 403 for an application that is not there.
      const query = new URLSearchParams({ project, ...(refresh && { refresh: 'normal' }) });
      const path = `/api/v1/applications/${encodeURIComponent(application)}?${query}`;
      const limit = AbortSignal.timeout(ANSWERS_WITHIN_MS);
      const response = await fetch(new URL(url.replace(/\/$/, '') + path), {
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      if (response.ok) return response.json();
      throw await failure(response, { application, project, url });
    },
  };
}

interface Asked {
  readonly application: string;
  readonly project: string;
  readonly url: string;
}

async function failure(response: Response, { application, project, url }: Asked): Promise<Error> {
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
  return new Error(`Argo CD answered ${response.status} for application ${application}: ${said}`);
}
