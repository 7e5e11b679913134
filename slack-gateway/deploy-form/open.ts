import { environmentsOf } from '../../domain/locate.ts';
import type { Desk } from '../desk.ts';
import { type FormPlace, renderDeployForm } from '../views/deploy-form.ts';

/** Opens the form to choose a deploy in; false when Slack does not. `triggerId` is good for three seconds. */
export async function openDeployForm(
  { web, locale, log }: Desk,
  { triggerId, place }: { readonly triggerId: string; readonly place: FormPlace },
): Promise<boolean> {
  try {
    await web.views.open({ trigger_id: triggerId, view: renderDeployForm({ place, locale }) });
    return true;
  } catch (error) {
    log.warn({ error: String(error) }, 'the form for deploys could not be opened');
    return false;
  }
}

interface Shown {
  readonly id: string;
  readonly hash: string;
  readonly service: string;
  readonly place: FormPlace;
}

/** A service was chosen: now its environments and branches can be asked. `hash`: Slack refuses when a newer form is there already. */
export async function renewDeployForm({ web, catalog, locale, log }: Desk, shown: Shown): Promise<void> {
  const { id, hash, service: name, place } = shown;
  const view = renderDeployForm({ place, locale, service: { name, environments: environmentsOf(catalog, name) } });
  await web.views
    .update({ view_id: id, hash, view })
    .catch((error: unknown) => log.warn({ error: String(error) }, 'the form for deploys could not be renewed'));
}
