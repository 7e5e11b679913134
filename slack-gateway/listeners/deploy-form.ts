import type { App, BlockAction, BlockElementAction, GlobalShortcut, ViewSubmitAction } from '@slack/bolt';
import { DEPLOY_FORM, DEPLOY_SHORTCUT, FORM_REF, FORM_SERVICE } from '../actions.ts';
import { EVERYONE, refusalFor } from '../commands/refusal-for.ts';
import { openDeployForm, renewDeployForm } from '../deploy-form/open.ts';
import { type Filled, readDeployForm } from '../deploy-form/read.ts';
import { type Mistakes, submitDeployForm } from '../deploy-form/submit.ts';
import { suggestRefs, suggestServices } from '../deploy-form/suggest.ts';
import type { Desk } from '../desk.ts';
import { inTime } from '../in-time.ts';
import { speakTo } from '../languages.ts';
import { SERVICE_FIELD } from '../views/deploy-form.ts';
import { deployFormWords } from '../views/words/deploy-form.ts';

/** The form to choose a deploy in: opened by the shortcut, filled by menus, renewed when a service is chosen, and sent. */
export function listenToDeployForm(app: App, desk: Desk): void {
  app.shortcut<GlobalShortcut>({ callback_id: DEPLOY_SHORTCUT, type: 'shortcut' }, async ({ ack, shortcut }) => {
    await ack();
    const theirs = await speakTo(desk, shortcut.user.id);
    await openDeployForm(theirs, { triggerId: shortcut.trigger_id, place: {} });
  });
  listenToMenus(app, desk);
  app.action<BlockAction<BlockElementAction>>(
    { action_id: FORM_SERVICE, type: 'block_actions' },
    async ({ ack, body }) => {
      await ack();
      const { view, user } = body;
      const filled = readDeployForm(view);
      if (!view || filled?.service === undefined) return;
      const { service, place } = filled;
      await renewDeployForm(await speakTo(desk, user.id), { id: view.id, hash: view.hash, service, place });
    },
  );
  app.view<ViewSubmitAction>({ callback_id: DEPLOY_FORM, type: 'view_submission' }, async ({ ack, body, view }) => {
    const mistakes = await take(desk, { by: body.user.id, key: body.trigger_id, view });
    if (Object.keys(mistakes).length === 0) await ack();
    else await ack({ response_action: 'errors', errors: mistakes });
  });
}

/** What cannot be recorded is said in the form, which stays as it is. */
async function take(desk: Desk, { by, key, view }: { by: string; key: string; view: unknown }): Promise<Mistakes> {
  const theirs = await speakTo(desk, by);
  const filled = readDeployForm(view);
  if (!filled) return { [SERVICE_FIELD]: deployFormWords[theirs.locale].missingService };
  return inTime(desk, () => submitDeployForm(theirs, { ...filled, by, key })).catch((error: unknown) => {
    desk.log.error({ by, error: String(error) }, 'a form for a deploy could not be carried out');
    return { [SERVICE_FIELD]: deployFormWords[theirs.locale].notRecorded };
  });
}

/** Names of services and branches are for full members only. */
function listenToMenus(app: App, desk: Desk): void {
  const listen = (
    actionId: string,
    suggest: (theirs: Desk, filled: Filled, typed: string) => Promise<Options> | Options,
  ) =>
    app.options<'block_suggestion'>({ action_id: actionId, type: 'block_suggestion' }, async ({ ack, options }) => {
      const theirs = await speakTo(desk, options.user.id);
      const filled = readDeployForm(options['view']);
      const refusal = await refusalFor(theirs, options.user.id, { what: 'deploy', groups: EVERYONE });
      await ack({ options: filled && !refusal ? await suggest(theirs, filled, options.value) : [] });
    });
  listen(FORM_SERVICE, (theirs, { place }, typed) => suggestServices(theirs, typed, place.environment));
  listen(FORM_REF, (theirs, { service }, typed) => (service === undefined ? [] : suggestRefs(theirs, service, typed)));
}

type Options = Awaited<ReturnType<typeof suggestRefs>>;
