import type { ArgoCdApplication } from '../../domain/target.ts';
import { answeredWithin } from './answered-within.ts';
import { argoCdFailure } from './errors.ts';

const ANSWERS_WITHIN_MS = 15_000;

interface Access {
  readonly url: string;
  readonly token: string;
  readonly answersWithinMs?: number;
}

export interface ArgoCdClient {
  /** The application as Argo CD has it; `refresh` makes it look at git first. */
  readonly application: (
    argocd: ArgoCdApplication,
    options: { readonly refresh: boolean; readonly signal: AbortSignal },
  ) => Promise<unknown>;
  /** All that belongs to it, down to the pods; `undefined` where one may not see it. */
  readonly resourceTree: (argocd: ArgoCdApplication, options: { readonly signal: AbortSignal }) => Promise<unknown>;
}

export function createArgoCdClient(
  { url, token, answersWithinMs = ANSWERS_WITHIN_MS }: Access,
  send: typeof fetch = fetch,
): ArgoCdClient {
  const get = (path: string, signal: AbortSignal): Promise<Response> =>
    send(new URL(url.replace(/\/$/, '') + path), {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal,
    });
  return {
    application: ({ application, project }, { refresh, signal }) =>
      answeredWithin({ ms: answersWithinMs, signal }, async (either) => {
        // Without `project` Argo CD answers 403 for an application that is not there.
        const query = new URLSearchParams({ project, ...(refresh && { refresh: 'normal' }) });
        const response = await get(`/api/v1/applications/${encodeURIComponent(application)}?${query}`, either);
        if (!response.ok) throw await argoCdFailure(response, { application, project, url });
        return readJson(await response.text(), url);
      }),
    resourceTree: ({ application, project }, { signal }) =>
      answeredWithin({ ms: answersWithinMs, signal }, async (either) => {
        const path = `/api/v1/applications/${encodeURIComponent(application)}/resource-tree`;
        const response = await get(`${path}?${new URLSearchParams({ project })}`, either);
        return response.ok ? readJson(await response.text(), url) : undefined;
      }),
  };
}

/** A proxy in front may answer 200 with a page to log in. */
function readJson(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`What answers at ${url} is not Argo CD: ${text.slice(0, 100)}`, { cause });
  }
}
