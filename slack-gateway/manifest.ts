import type { AppsManifestValidateArguments } from '@slack/web-api';
import { DEPLOY_SHORTCUT } from './actions.ts';

/** Where Slack reaches the gateway; put your own host here. */
const ADDRESS = 'https://tempocat.example.com/slack/events';

/** The Slack app: exactly the scopes, events, commands and shortcuts that are in use. Printed to `manifest.json`. */
export const manifest = {
  display_information: { name: 'tempocat', description: 'Deploys services, durably' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    bot_user: { display_name: 'tempocat', always_online: true },
    shortcuts: [
      { name: 'Deploy…', type: 'global', callback_id: DEPLOY_SHORTCUT, description: 'Choose what to deploy' },
    ],
    slash_commands: [
      {
        command: '/deploy',
        url: ADDRESS,
        description: 'Deploy a service',
        usage_hint: '<service> <environment> [branch or tag]',
        should_escape: true,
      },
    ],
  },
  oauth_config: {
    scopes: { bot: ['app_mentions:read', 'chat:write', 'commands', 'im:history', 'users:read', 'usergroups:read'] },
  },
  settings: {
    event_subscriptions: {
      request_url: ADDRESS,
      bot_events: [
        'app_home_opened',
        'app_mention',
        'message.im',
        'subteam_members_changed',
        'subteam_updated',
        'user_change',
      ],
    },
    interactivity: { is_enabled: true, request_url: ADDRESS, message_menu_options_url: ADDRESS },
    org_deploy_enabled: false,
    socket_mode_enabled: false,
    token_rotation_enabled: false,
  },
} satisfies AppsManifestValidateArguments['manifest'];
