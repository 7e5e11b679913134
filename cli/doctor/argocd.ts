import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import { type ArgoCdClient, createArgoCdClient } from '../../activities/argocd/client.ts';
import type { ArgoCdApplication, Target } from '../../domain/target.ts';
import { printable } from '../paint.ts';
import { bad, type Finding, good, inTurn, tryOut } from './finding.ts';

const Application = z.object({
  spec: z.object({ source: z.object({ path: z.string().optional() }).optional() }).optional(),
  status: z.object({ sync: z.object({ status: z.string() }), health: z.object({ status: z.string() }) }),
});

const ABOUT = { area: 'Argo CD', address: 'ARGOCD_URL' } as const;
const ANSWERS_WITHIN_MS = 15_000;

/** Each application: that it is there, may be seen, and follows the folder that is changed. */
export async function checkArgoCd(
  access: Parameters<typeof createArgoCdClient>[0],
  targets: readonly Target[],
): Promise<Finding[]> {
  const client = createArgoCdClient(access);
  const followed = targets.flatMap(({ deploy }) =>
    deploy.kind === 'kustomize' && deploy.argocd ? [{ argocd: deploy.argocd, path: deploy.path }] : [],
  );
  const [first] = followed;
  if (!first) return [];
  const server = await checkServer(client, access.url, first.argocd);
  if (server.verdict !== 'good') return [server]; // all the rest would say the same
  return [server, ...(await inTurn(followed, (each) => checkApplication(client, each)))];
}

const read = (client: ArgoCdClient, argocd: ArgoCdApplication): Promise<unknown> =>
  client.application(argocd, { refresh: false, signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });

/** Whatever it says of an application, it answers, and takes the token. */
const checkServer = (client: ArgoCdClient, url: string, argocd: ArgoCdApplication): Promise<Finding> =>
  tryOut({ ...ABOUT, what: `server ${url}` }, async () => {
    try {
      await read(client, argocd);
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.type === 'credentials-refused') throw error;
    }
    return good('answers, and accepts the token');
  });

interface Followed {
  readonly argocd: ArgoCdApplication;
  readonly path: string;
}

const checkApplication = (client: ArgoCdClient, { argocd, path }: Followed): Promise<Finding> =>
  tryOut({ ...ABOUT, what: `application ${argocd.application}` }, async () => {
    const { spec, status } = Application.parse(await read(client, argocd));
    const folder = spec?.source?.path?.replace(/\/$/, '');
    if (folder === undefined || folder === path)
      return good(printable(`${status.sync.status}, ${status.health.status}`));
    return bad(
      `It follows ${printable(folder)}, and tempocat would change ${path}.`,
      'Correct deploy.argocd.application or deploy.path in the catalogue.',
    );
  });
