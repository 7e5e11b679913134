import type { AppsManifestValidateArguments } from '@slack/web-api';
import { DEPLOY_SHORTCUT } from './actions.ts';

/** Where Slack reaches the gateway; put your own host here. */
const ADDRESS = 'https://tempocat.example.com/slack/events';

/** By HTTP Slack reaches the gateway at that address; through a socket it needs none. */
type Way = 'http' | 'socket';

const SCOPES = ['app_mentions:read', 'chat:write', 'commands', 'im:history', 'users:read', 'usergroups:read'] as const;
const EVENTS = [
  ...(['app_home_opened', 'app_mention', 'message.im'] as const),
  ...(['subteam_members_changed', 'subteam_updated', 'user_change'] as const),
];
const COMMAND = {
  command: '/deploy',
  description: 'Deploy a service',
  usage_hint: '<service> <environment> [branch or tag]',
  should_escape: true,
};
const SHORTCUT = {
  name: 'Deploy…',
  type: 'global',
  callback_id: DEPLOY_SHORTCUT,
  description: 'Choose what to deploy',
} as const;

/** The Slack app: exactly the scopes, events, commands and shortcuts that are in use. Printed to `manifest.json` and `manifest-socket.json`. */
export const manifestFor = (way: Way) => {
  const reachedBy = <Address extends object>(address: Address) => way === 'http' && address;
  return {
    display_information: { name: 'tempocat', description: 'Deploys services, durably' },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'tempocat', always_online: true },
      shortcuts: [SHORTCUT],
      slash_commands: [{ ...COMMAND, ...reachedBy({ url: ADDRESS }) }],
    },
    oauth_config: { scopes: { bot: [...SCOPES] } },
    settings: {
      event_subscriptions: { ...reachedBy({ request_url: ADDRESS }), bot_events: EVENTS },
      interactivity: {
        is_enabled: true,
        ...reachedBy({ request_url: ADDRESS, message_menu_options_url: ADDRESS }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: way === 'socket',
      token_rotation_enabled: false,
    },
  } satisfies AppsManifestValidateArguments['manifest'];
};
