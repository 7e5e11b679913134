import type { Interactive, Option } from '../block-kit/elements.ts';
import type { Field } from '../block-kit/view.ts';
import { APP, type Person } from '../company.ts';
import { representView, type ShownView } from '../web-api/views.ts';

/** What somebody does on a form or on the home tab. */
interface Doing {
  readonly person: Person;
  readonly view: ShownView;
  readonly triggerId: string;
}

const about = ({ id, name, teamId = APP.team }: Person) => ({
  team: { id: APP.team, domain: APP.domain },
  enterprise: null,
  is_enterprise_install: false,
  user: { id, username: name, name, team_id: teamId },
  api_app_id: APP.app,
  token: 'sandbox',
});

export const submissionPayload = ({ person, view, triggerId }: Doing): object => ({
  type: 'view_submission',
  ...about(person),
  trigger_id: triggerId,
  view: representView(view),
  response_urls: [],
});

interface Chosen {
  readonly element: Interactive | Field;
  readonly blockId: string;
  readonly option?: Option | undefined;
  readonly at: string;
}

export const viewActionPayload = ({ person, view, triggerId }: Doing, { element, blockId, option, at }: Chosen) => ({
  type: 'block_actions',
  ...about(person),
  container: { type: 'view', view_id: view.id },
  trigger_id: triggerId,
  view: representView(view),
  actions: [{ ...element, block_id: blockId, action_ts: at, ...(option && { selected_option: option }) }],
});

interface Asked {
  readonly actionId: string;
  readonly blockId: string;
  readonly query: string;
}

export const viewSuggestionPayload = ({ person, view }: Doing, { actionId, blockId, query }: Asked) => ({
  type: 'block_suggestion',
  ...about(person),
  container: { type: 'view', view_id: view.id },
  view: representView(view),
  action_id: actionId,
  block_id: blockId,
  value: query,
});

export const shortcutPayload = (person: Person, callbackId: string, triggerId: string): object => ({
  type: 'shortcut',
  ...about(person),
  callback_id: callbackId,
  trigger_id: triggerId,
  action_ts: triggerId.split('.')[0],
});
