import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { createSlack, type SlackSandbox } from '../../sandbox/slack/index.ts';
import { createPeople } from '../../slack-gateway/people.ts';

let slack: SlackSandbox;
beforeAll(async () => {
  slack = createSlack({
    botToken: 'xoxb-test',
    signingSecret: 'secret',
    people: [
      { id: 'U0MEMBER', name: 'member' },
      { id: 'U0GROUP', name: 'in the user group' },
      { id: 'U0GUEST', name: 'guest', guest: true },
      { id: 'U0SINGLE', name: 'single', guest: 'single-channel' },
      { id: 'U0GONE', name: 'gone', deleted: true },
      { id: 'U0BOT', name: 'bot', bot: true },
      { id: 'U0ELSE', name: 'else', teamId: 'T0OTHER' },
    ],
    channels: [{ id: 'C0DEPLOYS', name: 'deploys' }],
    groups: [{ id: 'S0DEVS', handle: 'devs', users: ['U0GROUP'] }],
  });
  await slack.listen();
});
afterAll(() => slack.close());

const groups = { developers: ['U0MEMBER', 'U0GUEST', 'S0DEVS'], releasers: ['U0MEMBER'] };
function newPeople() {
  const web = new WebClient('xoxb-test', { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
  return createPeople({ web, groups, log: pino({ level: 'silent' }) });
}

it.each([
  ['U0MEMBER', 'member', ['developers', 'releasers']],
  ['U0GROUP', 'member', ['developers']],
  ['U0GUEST', 'guest', []],
  ['U0SINGLE', 'guest', []],
  ['U0GONE', 'deleted', []],
  ['U0BOT', 'bot', []],
  ['U0ELSE', 'stranger', []],
  ['U0NOBODY', 'unknown', []],
])('%s is %s, in %j', async (user, standing, inGroups) => {
  expect(await newPeople().actorOf(user)).toEqual({ by: user, standing, groups: inGroups });
});

it.each([/^users\.info$/, /^usergroups\.users\.list$/])(
  'nobody is let in while Slack cannot answer %s',
  async (operation) => {
    slack.gate.plan({ operation, mishap: { kind: 'status', status: 500 } });
    expect(await newPeople().actorOf('U0GROUP')).toEqual({ by: 'U0GROUP', standing: 'unknown', groups: [] });
    slack.gate.release();
  },
);

it('believes what Slack said for a while, and never a failure', async () => {
  const people = newPeople();
  slack.gate.plan({ operation: /^users\.info$/, mishap: { kind: 'status', status: 500 } });
  expect((await people.actorOf('U0GROUP')).standing).toBe('unknown');
  expect((await people.actorOf('U0GROUP')).standing).toBe('member');
  const before = slack.gate.calls.length;
  expect((await people.actorOf('U0GROUP')).groups).toEqual(['developers']);
  expect(slack.gate.calls.length).toBe(before);
});

it('asks again when Slack says that a user group changed', async () => {
  const people = newPeople();
  expect((await people.actorOf('U0GROUP')).groups).toEqual(['developers']);
  slack.company.groups = [{ id: 'S0DEVS', handle: 'devs', users: [] }];
  expect((await people.actorOf('U0GROUP')).groups).toEqual(['developers']);
  people.forget('S0DEVS');
  expect((await people.actorOf('U0GROUP')).groups).toEqual([]);
  slack.company.groups = [{ id: 'S0DEVS', handle: 'devs', users: ['U0GROUP'] }];
});

it('asks Slack once when many ask at once', async () => {
  const people = newPeople();
  const before = slack.gate.count(/^usergroups\.users\.list$/);
  await Promise.all(Array.from({ length: 50 }, () => people.actorOf('U0GROUP')));
  expect(slack.gate.count(/^usergroups\.users\.list$/)).toBe(before + 1);
});
