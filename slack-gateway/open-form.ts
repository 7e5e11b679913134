import type { Click } from './clicks/click.ts';
import type { Desk } from './desk.ts';
import { type FormId, renderReasonForm } from './views/reason-form.ts';

/** Opens a form for a reason over the message that was clicked; false when Slack does not. */
export async function openReasonForm(
  { web, locale, log }: Desk,
  { id, channel, messageTs, by }: Click,
  { form, about }: { readonly form: FormId; readonly about: string },
): Promise<boolean> {
  try {
    const view = renderReasonForm(form, { about, channel, messageTs }, locale);
    await web.views.open({ trigger_id: id, view });
    return true;
  } catch (error) {
    log.warn({ by, form, error: String(error) }, 'a form could not be opened');
    return false;
  }
}
