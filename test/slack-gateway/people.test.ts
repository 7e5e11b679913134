import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { createSlack, type SlackSandbox } from '../../sandbox/slack/index.ts';
import { createPeople, FRESH_FOR_A_DECISION_MS } from '../../slack-gateway/people.ts';
import { eventually } from '../support/deploying.ts';

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
  });
  await slack.listen();
});
afterAll(() => slack.close());
beforeEach(() => {
  slack.gate.release();
  slack.company.groups = [{ id: 'S0DEVS', handle: 'devs', users: ['U0GROUP'] }];
});

const groups = { developers: ['U0MEMBER', 'U0GUEST', 'S0DEVS'], releasers: ['U0MEMBER'] };
function newPeople({ now = Date.now }: { now?: () => number } = {}) {
  const web = new WebClient('xoxb-test', {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  return createPeople({ web, groups: () => groups, log: pino({ level: 'silent' }), now });
}

const LISTS = /^usergroups\.users\.list$/;
const leaveGroup = () => {
  slack.company.groups = [{ id: 'S0DEVS', handle: 'devs', users: [] }];
};

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

describe('while Slack cannot answer', () => {
  it.each([
    ['users.info', { kind: 'status', status: 500 }],
    ['users.info', { kind: 'reset', when: 'before' }],
    ['auth.test', { kind: 'status', status: 503 }],
    ['usergroups.users.list', { kind: 'status', status: 500 }],
    ['usergroups.users.list', { kind: 'status', status: 429, headers: { 'retry-after': '30' } }],
    ['usergroups.users.list', { kind: 'status', status: 200, body: { ok: true, users: 'everybody' } }],
  ] as const)('%s (%j), nobody is let in; and as soon as it can, they are', async (operation, mishap) => {
    const people = newPeople();
    slack.gate.plan({ operation: new RegExp(`^${operation}$`), mishap });
    expect(await people.actorOf('U0GROUP')).toEqual({ by: 'U0GROUP', standing: 'unknown', groups: [] });
    expect(await people.actorOf('U0GROUP')).toEqual({ by: 'U0GROUP', standing: 'member', groups: ['developers'] });
  });

  it('a group that does not matter is not asked about', async () => {
    slack.gate.plan({ operation: LISTS, mishap: { kind: 'status', status: 500 }, times: Number.POSITIVE_INFINITY });
    const asked = (among: readonly string[]) => newPeople().actorOf('U0GROUP', { among });
    expect(await asked(['releasers', 'everyone'])).toEqual({ by: 'U0GROUP', standing: 'member', groups: [] });
    expect((await asked(['developers'])).standing).toBe('unknown');
  });

  it.each([[[]], [[{ id: 'S0DEVS', handle: 'devs', users: ['U0GROUP'], disabled: true }]]])(
    'but a user group that Slack no longer has is empty, and in nobody’s way (%j)',
    async (left) => {
      slack.company.groups = left;
      expect(await newPeople().actorOf('U0GROUP')).toEqual({ by: 'U0GROUP', standing: 'member', groups: [] });
      expect((await newPeople().actorOf('U0MEMBER')).groups).toEqual(['developers', 'releasers']);
    },
  );
});

describe('what Slack said', () => {
  it('is believed for five minutes, for a decision for one', async () => {
    let time = 0;
    const people = newPeople({ now: () => time });
    const groupsNow = async (maxAgeMs?: number) =>
      (await people.actorOf('U0GROUP', maxAgeMs === undefined ? {} : { maxAgeMs })).groups;
    expect(await groupsNow()).toEqual(['developers']);
    leaveGroup();
    time = 60_000;
    expect(await groupsNow(FRESH_FOR_A_DECISION_MS)).toEqual(['developers']);
    time = 60_001;
    expect(await groupsNow()).toEqual(['developers']);
    expect(await groupsNow(FRESH_FOR_A_DECISION_MS)).toEqual([]);
    expect(await groupsNow()).toEqual([]); // what was read for the decision is known to all
    slack.company.groups = [{ id: 'S0DEVS', handle: 'devs', users: ['U0GROUP'] }];
    time = 360_001;
    expect(await groupsNow()).toEqual([]);
    time = 360_002;
    expect(await groupsNow()).toEqual(['developers']);
  });

  it('is not asked again in between', async () => {
    const people = newPeople();
    await people.actorOf('U0GROUP');
    const before = slack.gate.calls.length;
    expect((await people.actorOf('U0GROUP', { maxAgeMs: FRESH_FOR_A_DECISION_MS })).groups).toEqual(['developers']);
    expect(slack.gate.calls.length).toBe(before);
  });

  it('an old answer does not stand in for one that did not come', async () => {
    let time = 0;
    const people = newPeople({ now: () => time });
    await people.actorOf('U0GROUP');
    time = 60_001;
    slack.gate.plan({ operation: LISTS, mishap: { kind: 'status', status: 500 } });
    expect((await people.actorOf('U0GROUP', { maxAgeMs: FRESH_FOR_A_DECISION_MS })).standing).toBe('unknown');
  });
});

describe('many at once', () => {
  it('share one question', async () => {
    const people = newPeople();
    const before = slack.gate.count(LISTS);
    const actors = await Promise.all(Array.from({ length: 50 }, () => people.actorOf('U0GROUP')));
    expect(actors.every(({ groups }) => groups.includes('developers'))).toBe(true);
    expect(slack.gate.count(LISTS)).toBe(before + 1);
  });

  it('share its failure too, which is forgotten', async () => {
    const people = newPeople();
    slack.gate.plan({ operation: LISTS, mishap: { kind: 'status', status: 500 } });
    const actors = await Promise.all(Array.from({ length: 5 }, () => people.actorOf('U0GROUP')));
    expect(actors.map(({ standing }) => standing)).toEqual(Array(5).fill('unknown'));
    expect((await people.actorOf('U0GROUP')).groups).toEqual(['developers']);
  });

  it('an answer that was on its way when Slack said that the group changed counts for nobody after', async () => {
    const people = newPeople();
    slack.gate.plan({ operation: LISTS, mishap: { kind: 'hold' } });
    const asked = slack.gate.calls.length;
    const early = people.actorOf('U0GROUP');
    await eventually(
      async () => slack.gate.calls.slice(asked).find(({ operation }) => LISTS.test(operation)),
      'the question',
    );
    people.forget('S0DEVS');
    slack.gate.release();
    expect((await early).groups).toEqual(['developers']);
    leaveGroup();
    expect((await people.actorOf('U0GROUP')).groups).toEqual([]);
  });
});
