import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { freePort } from '../../sandbox/free-port.ts';
import { createSlack, type SlackSandbox } from '../../sandbox/slack/index.ts';
import { createReceiver, type Receiver } from '../support/receiver.ts';
import { aCompany, CHANNEL, DEV, RELEASER, SECRET, TOKEN } from './slack/company.ts';

let slack: SlackSandbox;
let gateway: Receiver;
let client: WebClient;
let now: number;

beforeEach(async () => {
  now = Date.now();
  gateway = await createReceiver(SECRET);
  await start();
  client = new WebClient(TOKEN, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
});
/** A Slack with less patience than the real one's three seconds, where a test waits for it to end. */
async function start(answerWithinMs = 3_000): Promise<void> {
  await slack?.close();
  slack = createSlack(aCompany({ answerWithinMs, now: () => now }));
  await slack.listen();
  slack.setGateway(gateway.url);
}
afterEach(async () => {
  await slack.close();
  await gateway.close();
});

const mention = { channel: CHANNEL, user: DEV, text: '<@U0TEMPOCAT> deploy api staging' };
describe('events', () => {
  it('delivers a mention, signed, with a bare content type', async () => {
    const said = slack.say({ ...mention, threadTs: slack.say({ ...mention, text: 'root' }).ts });
    expect(await said.delivered).toMatchObject([{ retry: 0, outcome: { kind: 'answered', status: 200 } }]);
    expect(gateway.received).toHaveLength(1);
    const [{ body, headers, genuine } = { body: {}, headers: {}, genuine: false }] = gateway.received;
    expect(genuine).toBe(true);
    expect(headers['content-type']).toBe('application/json');
    const { text, user, channel } = mention;
    const event = { type: 'app_mention', text, user, channel, ts: said.ts, event_ts: said.ts, team: 'T0SANDBOX' };
    expect(body).toMatchObject({
      type: 'event_callback',
      team_id: 'T0SANDBOX',
      event_id: said.envelope?.event_id,
      event,
    });
    expect(body['event']).toHaveProperty('thread_ts');
  });

  it('delivers direct messages, but not the talk of people among themselves', async () => {
    await slack.say({ ...mention, text: 'lunch?' }).delivered;
    await slack.say({ channel: 'D0DEV1', user: DEV, text: 'help' }).delivered;
    expect(gateway.received.map(({ body }) => body['event'])).toMatchObject([
      { type: 'message', channel_type: 'im', channel: 'D0DEV1', text: 'help' },
    ]);
    expect(() => slack.say({ channel: 'D0DEV1', user: RELEASER, text: 'x' })).toThrow('is not in D0DEV1');
    expect(() => slack.say({ ...mention, user: 'U0LEFT' })).toThrow('nobody here is U0LEFT');
  });

  it('lets the app hear its own words in direct messages', async () => {
    await client.chat.postMessage({ channel: DEV, text: 'hello' });
    await client.chat.postMessage({ channel: CHANNEL, text: 'hello' });
    await gateway.untilReceived(1);
    await slack.say({ channel: 'D0DEV1', user: DEV, text: 'help' }).delivered;
    const heard = gateway.received.map(({ body }) => body['event']);
    expect(heard).toMatchObject([
      { bot_id: 'B0TEMPOCAT', text: 'hello' },
      { user: DEV, text: 'help' },
    ]);
  });

  it('delivers again until somebody takes it, and says why', async () => {
    const answers = [{ status: 500 }, { status: 404 }, { status: 200 }];
    gateway.answerWith(() => answers.shift() ?? { status: 200 });
    const said = slack.say(mention);
    expect(await said.delivered).toHaveLength(3);
    const ids = gateway.received.map(({ body }) => body['event_id']);
    expect(ids).toEqual(Array(3).fill(said.envelope?.event_id));
    const nums = gateway.received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
    expect(nums).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
  });

  it('gives up after three more, or when asked to', async () => {
    gateway.answerWith(() => ({ status: 500 }));
    expect(await slack.say(mention).delivered).toHaveLength(4);
    gateway.answerWith(() => ({ status: 500, headers: { 'x-slack-no-retry': '1' } }));
    expect(await slack.say(mention).delivered).toHaveLength(1);
  });

  it('hangs up on a gateway that takes too long, and knows one that is not there', async () => {
    await start(500);
    gateway.answerWith(({ headers }) => (headers['x-slack-retry-num'] ? { status: 200 } : new Promise(() => {})));
    expect(await slack.say(mention).delivered).toMatchObject([{ outcome: { kind: 'timed-out' } }, { retry: 1 }]);
    expect(gateway.received[1]?.headers['x-slack-retry-reason']).toBe('http_timeout');
    slack.setGateway(`http://127.0.0.1:${await freePort()}/slack/events`);
    expect(await slack.say(mention).delivered).toMatchObject(Array(4).fill({ outcome: { kind: 'unreachable' } }));
  });

  it('delivers the same again on demand, as a retry or as a copy with an id of its own', async () => {
    const { envelope, delivered } = slack.say(mention);
    await delivered;
    if (!envelope) throw new Error('a mention is an event');
    await slack.deliverAgain(envelope);
    await slack.deliverAgain(envelope, 'copy');
    const [first, retry, copy] = gateway.received;
    expect(retry?.body['event_id']).toBe(first?.body['event_id']);
    expect(retry?.headers['x-slack-retry-num']).toBe('1');
    expect(copy?.body['event_id']).not.toBe(first?.body['event_id']);
    expect(copy?.headers).not.toHaveProperty('x-slack-retry-num');
    expect(copy?.body['event']).toEqual(first?.body['event']);
  });

  it('mentions again when a message is edited', async () => {
    const { ts } = slack.say(mention);
    const edit = slack.say({ ...mention, text: `${mention.text} please`, edited: ts });
    await edit.delivered;
    expect(edit.ts).toBe(ts);
    const event = { type: 'app_mention', ts, edited: { user: DEV }, text: `${mention.text} please` };
    expect(gateway.received.at(-1)?.body['event']).toMatchObject(event);
  });
});

describe('commands', () => {
  const command = { user: DEV, channel: CHANNEL, text: 'deploy api staging' };

  it('sends /deploy as a form, and shows what the body answers', async () => {
    gateway.answerWith(() => ({ status: 200, body: JSON.stringify({ text: 'on my way' }) }));
    const { triggerId } = await slack.command(command);
    const [got] = gateway.received;
    expect(got).toMatchObject({ genuine: true, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    const fields = { command: '/deploy', text: command.text, user_id: DEV, channel_id: CHANNEL, team_id: 'T0SANDBOX' };
    expect(got?.body).toMatchObject({
      ...fields,
      trigger_id: triggerId,
      response_url: expect.stringContaining(slack.url),
    });
    expect(slack.ephemerals(DEV)).toMatchObject([{ text: 'on my way', author: 'U0TEMPOCAT' }]);
  });

  it('tells the person when nobody answered, and does not send it again', async () => {
    await start(500);
    gateway.answerWith(() => ({ status: 500 }));
    await slack.command(command);
    gateway.answerWith(() => new Promise(() => {}));
    await slack.command(command);
    expect(slack.ephemerals(DEV).map(({ text }) => text)).toEqual([
      '/deploy failed with the error "dispatch_failed"',
      '/deploy failed with the error "operation_timeout"',
    ]);
    expect(gateway.received).toHaveLength(2);
  });

  it('opens a window for a fresh trigger id, once', async () => {
    const open = (id: string) =>
      client.views.open({
        trigger_id: id,
        view: { type: 'modal', title: { type: 'plain_text', text: 'Why?' }, blocks: [] },
      });
    const { triggerId } = await slack.command(command);
    await open(triggerId);
    expect(slack.views).toMatchObject([{ type: 'modal', user: DEV }]);
    await expect(open(triggerId)).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } });
    const late = (await slack.command(command)).triggerId;
    now += 3_001;
    await expect(open(late)).rejects.toMatchObject({ data: { error: 'expired_trigger_id' } });
  });
});

describe('with real Bolt', () => {
  it('is believed, and answers by response_url', async () => {
    const receiver = new HTTPReceiver({ signingSecret: SECRET, logLevel: LogLevel.ERROR, processBeforeResponse: true });
    const app = new App({
      token: TOKEN,
      receiver,
      deferInitialization: true,
      clientOptions: { slackApiUrl: slack.apiUrl },
    });
    app.event('app_mention', async ({ event, client: web }) => {
      await web.chat.postMessage({ channel: event.channel, text: `heard ${event.user}`, thread_ts: event.ts });
    });
    app.command('/deploy', async ({ ack, respond, command }) => {
      await ack();
      await respond(`command ${command.text}`);
    });
    await app.init();
    const port = await freePort();
    await app.start(port);
    slack.setGateway(`http://127.0.0.1:${port}/slack/events`);
    const { ts, delivered } = slack.say(mention);
    expect(await delivered).toMatchObject([{ outcome: { status: 200 } }]);
    expect(slack.messages(CHANNEL).at(-1)).toMatchObject({ text: `heard ${DEV}`, threadTs: ts });
    await slack.command({ user: DEV, channel: CHANNEL, text: 'help' });
    expect(slack.ephemerals(DEV)).toMatchObject([{ text: 'command help' }]);
    await app.stop();
  });
});
