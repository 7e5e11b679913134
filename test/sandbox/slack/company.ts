import type { SlackOptions } from '../../../sandbox/slack/index.ts';

export const TOKEN = 'xoxb-sandbox';
export const SECRET = 'a-signing-secret';

export const CHANNEL = 'C0DEPLOYS';
export const [DEV, RELEASER, GUEST] = ['U0DEV1', 'U0LEAD', 'U0GUEST'] as const;

/** A small company with everything that Slack tells apart. */
export const aCompany = (more: Partial<SlackOptions> = {}): SlackOptions => ({
  botToken: TOKEN,
  signingSecret: SECRET,
  people: [
    { id: DEV, name: 'dana', title: 'Developer', locale: 'ja-JP' },
    { id: RELEASER, name: 'rin', title: 'Releaser' },
    { id: GUEST, name: 'gus', title: 'Guest', guest: true },
    { id: 'U0LEFT', name: 'lee', deleted: true },
    { id: 'U0OTHER', name: 'otto', teamId: 'T0OTHER' },
  ],
  channels: [
    { id: CHANNEL, name: 'deploys', topic: 'What goes where' },
    { id: 'C0CLOSED', name: 'closed', archived: true },
    { id: 'C0SECRET', name: 'secret', withoutApp: true },
    { id: 'C0SMALL', name: 'small', members: [DEV] },
  ],
  groups: [
    { id: 'S0DEVS', handle: 'devs', users: [DEV, RELEASER] },
    { id: 'S0OLD', handle: 'old', users: [], disabled: true },
  ],
  retryDelaysMs: [5, 5, 5],
  ...more,
});
