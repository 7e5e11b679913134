import { manifestFor } from '../slack-gateway/manifest.ts';

/** People, channels and what the app may do, as Slack knows them. */
export const WORKSPACE = {
  scopes: [
    ...manifestFor('http').oauth_config.scopes.bot,
    'channels:read', // a courtesy for `tempocat doctor`
    'groups:read',
  ],
  people: [
    { id: 'U0DEV1', name: 'Daichi', title: 'Developer' },
    { id: 'U0DEV2', name: 'Rin', title: 'Developer and releaser' },
    { id: 'U0LEAD', name: 'Maya', title: 'Releaser' },
    { id: 'U0GUEST', name: 'Guest', title: 'Guest', guest: true },
    { id: 'U0ELSE', name: 'Kai', title: 'Of another company', teamId: 'T0OTHER' },
    { id: 'U0LEFT', name: 'Former', title: 'Has left', deleted: true },
    { id: 'U0ROBOT', name: 'Robot', title: 'Bot', bot: true },
  ],
  channels: [
    { id: 'C0DEPLOYS', name: 'deploys' },
    { id: 'C0API', name: 'team-api' },
    { id: 'C0SHOP', name: 'team-shop' },
  ],
  groups: [{ id: 'S0DEVS', handle: 'devs', users: ['U0DEV2'] }],
} as const;
