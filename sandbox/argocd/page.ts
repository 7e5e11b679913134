import { html } from 'hono/html';
import type { represent } from './represent.ts';

const COLOURS: Readonly<Record<string, string>> = {
  Synced: '#18be94',
  Healthy: '#18be94',
  OutOfSync: '#f4c030',
  Progressing: '#0dadea',
  Suspended: '#766f94',
  Degraded: '#e96d76',
};

/** What a person sees who follows a link from a message. */
export function drawApplication({ metadata, spec, status }: ReturnType<typeof represent>) {
  const { sync, health, operationState, summary } = status;
  const badge = (word: string) =>
    html`<b style="color: #fff; background: ${COLOURS[word] ?? '#495763'}; border-radius: 1rem; padding: .2rem .8rem">${word}</b>`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>${metadata.name} · Argo CD</title><style>
body { font: 15px/1.6 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #363c4a }
dt { color: #6d7f8b } dd { margin: 0 0 .8rem } code { background: #f1f4f7; padding: .1rem .3rem }
</style></head><body>
<h1>${metadata.name}</h1>
<p>${badge(sync.status)} ${badge(health.status)} ${health.message ?? ''}</p>
<dl>
<dt>Project</dt><dd>${spec.project}</dd>
<dt>Source</dt><dd>${spec.source.repoURL} · ${spec.source.path} · ${spec.source.targetRevision}</dd>
<dt>Revision</dt><dd><code>${sync.revision}</code></dd>
<dt>Last sync</dt><dd>${operationState.phase} · ${operationState.message} · <code>${operationState.syncResult.revision}</code></dd>
<dt>Images in the pods</dt><dd>${summary.images.length === 0 ? 'none' : summary.images.map((image) => html`<code>${image}</code><br>`)}</dd>
<dt>Last look</dt><dd>${status.reconciledAt}</dd>
</dl>
${status.conditions?.map(({ type, message }) => html`<p><b>${type}</b> ${message}</p>`) ?? ''}
</body></html>`;
}
