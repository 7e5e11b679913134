import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { createSlack, type SlackSandbox } from '../../sandbox/slack/index.ts';
import { createDoor, type Door } from '../../slack-gateway/app.ts';
import { listenToGroupChanges } from '../../slack-gateway/listeners/group-changes.ts';
import { createPeople, type People } from '../../slack-gateway/people.ts';

const log = pino({ level: 'silent' });
const SECRETS = { botToken: 'xoxb-test', signingSecret: 'secret' };

let slack: SlackSandbox;
let door: Door;
let people: People;
beforeAll(async () => {
  slack = createSlack({
    ...SECRETS,
    people: [
      { id: 'U0DEV1', name: 'Daichi' },
      { id: 'U0DEV2', name: 'Rin' },
    ],
    channels: [],
    groups: [
      { id: 'S0DEVS', handle: 'devs', users: ['U0DEV1'] },
      { id: 'S0LEADS', handle: 'leads', users: ['U0DEV1'] },
    ],
  });
  await slack.listen();
  const { apiUrl } = slack;
  const web = new WebClient(SECRETS.botToken, { slackApiUrl: apiUrl, retryConfig: { retries: 0 } });
  people = createPeople({ web, groups: () => ({ developers: ['S0DEVS'], leads: ['S0LEADS'] }), log });
  door = createDoor({
    slack: { botToken: SECRETS.botToken, apiUrl, way: { kind: 'http', signingSecret: SECRETS.signingSecret } },
    log,
    routes: [],
  });
  listenToGroupChanges(door.app, { people });
  await door.app.init();
  const server = await door.listen({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the door has no port');
  slack.setGateway(`http://127.0.0.1:${address.port}/slack/events`);
});
afterAll(async () => {
  await door.receiver.stop();
  await slack.close();
});

it('who joins or leaves a user group has or loses its rights with Slack’s word, and only that group is read again', async () => {
  expect((await people.actorOf('U0DEV2')).groups).toEqual([]);
  const before = slack.gate.calls.length;
  await slack.changeGroup('S0DEVS', ['U0DEV2']);
  expect((await people.actorOf('U0DEV2')).groups).toEqual(['developers']);
  expect((await people.actorOf('U0DEV1')).groups).toEqual(['leads']);
  const asked = slack.gate.calls.slice(before).map(({ operation }) => operation);
  expect(asked).toEqual(['usergroups.users.list', 'users.info']); // U0DEV1 was never asked about before
});

it('a user group that is switched off gives no rights any more', async () => {
  expect((await people.actorOf('U0DEV1')).groups).toEqual(['leads']);
  await slack.disableGroup('S0LEADS');
  expect((await people.actorOf('U0DEV1')).groups).toEqual([]);
});

it.each([
  [{ guest: true }, 'guest'],
  [{ guest: false, deleted: true }, 'deleted'],
  [{ deleted: false }, 'member'],
])('an account that becomes %j is %s with Slack’s word', async (change, standing) => {
  await people.actorOf('U0DEV2');
  await slack.changePerson('U0DEV2', change);
  expect((await people.actorOf('U0DEV2')).standing).toBe(standing);
});
