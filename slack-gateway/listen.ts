import type { App } from '@slack/bolt';
import type { Desk } from './desk.ts';
import { keepHomes, refreshHomes } from './home/keep-current.ts';
import { listenToClicks } from './listeners/clicks.ts';
import { listenToDeployForm } from './listeners/deploy-form.ts';
import { listenToForms } from './listeners/forms.ts';
import { listenToGroupChanges } from './listeners/group-changes.ts';
import { listenToHome } from './listeners/home.ts';
import { listenToMessages } from './listeners/messages.ts';
import { listenToSlashCommand } from './listeners/slash-command.ts';

/** Everything that Slack may tell us, and who takes it. */
export function listen(app: App, desk: Desk): void {
  listenToMessages(app, desk);
  listenToSlashCommand(app, desk);
  listenToClicks(app, desk);
  listenToForms(app, desk);
  listenToDeployForm(app, desk);
  listenToGroupChanges(app, desk);
  const homes = keepHomes(desk);
  listenToHome(app, desk, homes);
  refreshHomes(homes, desk);
}
